/** Dot product; the cosine of vectors of length 1. */
export function dot(a, b) {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Per cent of rows whose nearest neighbour is the row of the same number. */
export function retrieval(from, to) {
  let right = 0
  for (let i = 0; i < from.length; i++) {
    let best = -2
    let at = -1
    for (let j = 0; j < to.length; j++) {
      const score = dot(from[i], to[j])
      if (score > best) [best, at] = [score, j]
    }
    if (at === i) right++
  }
  return (100 * right) / from.length
}

/** Ranks from 0, ties at their mean. */
export function ranks(values) {
  const order = values.map((value, index) => [value, index]).sort((a, b) => a[0] - b[0])
  const out = new Array(values.length)
  for (let i = 0, j; i < order.length; i = j) {
    for (j = i; j < order.length && order[j][0] === order[i][0]; ) j++
    for (let k = i; k < j; k++) out[order[k][1]] = (i + j - 1) / 2
  }
  return out
}

/** Spearman's rank correlation times 100. */
export function spearman(x, y) {
  const [a, b] = [ranks(x), ranks(y)]
  const [ma, mb] = [mean(a), mean(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - ma) * (b[i] - mb)
    aa += (a[i] - ma) ** 2
    bb += (b[i] - mb) ** 2
  }
  return (100 * ab) / Math.sqrt(aa * bb)
}

/** Chance that a right one scores above a wrong one. */
export function rocAuc(right, wrong) {
  const all = ranks([...right, ...wrong])
  let sum = 0
  for (let i = 0; i < right.length; i++) sum += all[i] + 1
  return (sum - (right.length * (right.length + 1)) / 2) / (right.length * wrong.length)
}
