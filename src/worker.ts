/** What runs in the pool's threads: one export per task of `Work`. */
export { bunzip2 } from './io/bzip2.js'
export { article } from './text/article.js'
