/** A set of any number of whole numbers from 0 on, spread evenly or one after the other (hashes, rows): open addressing, 16 to 32 bytes each. */
export class LargeSet {
  #slots = new Float64Array(128).fill(-1)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** False when it is there already. */
  add(value: number): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    const slot = slotOf(this.#slots, value)
    if (this.#slots[slot] === value) return false
    this.#slots[slot] = value
    this.#size++
    return true
  }

  #grow(): void {
    const slots = new Float64Array(this.#slots.length * 2).fill(-1)
    for (const value of this.#slots) if (value >= 0) slots[slotOf(slots, value)] = value
    this.#slots = slots
  }
}

/** Where a value is, or belongs. */
function slotOf(slots: Float64Array, value: number): number {
  let slot = value % slots.length
  while (slots[slot]! >= 0 && slots[slot] !== value) slot = (slot + 1) % slots.length
  return slot
}
