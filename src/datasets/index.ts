import type { DatasetKind } from '../dataset.js'
import { chatSpecific } from './chat-specific.js'

/** All datasets, by name. */
export const datasets: Readonly<Record<string, DatasetKind>> = { [chatSpecific.name]: chatSpecific }

export { chatSpecific }
