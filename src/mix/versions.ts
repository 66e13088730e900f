/** Numbers that stand for the same original (union-find by open addressing): 32 to 64 bytes each. */
export class Versions {
  #numbers = new Float64Array(128).fill(NaN)
  /** Of the number in the same slot, another that stands for the same; itself, where it is the greatest. */
  #others = new Float64Array(128)
  #size = 0

  /** Says that all of these stand for one original. */
  link(numbers: readonly number[]): void {
    for (const number of numbers) this.#add(number)
    const roots = numbers.map((number) => this.of(number))
    const greatest = roots.reduce((most, root) => Math.max(most, root), -Infinity)
    for (const root of roots) this.#others[slotOf(this.#numbers, root)] = greatest
  }

  /** The greatest number that stands for the same, whatever the order in which they were linked; a number that was not linked stands for itself. */
  of(number: number): number {
    for (let slot = slotOf(this.#numbers, number), now = number; ; ) {
      const other = Number.isNaN(this.#numbers[slot]!) ? now : this.#others[slot]!
      if (other === now) return now
      const next = slotOf(this.#numbers, other)
      this.#others[slot] = this.#others[next]!
      ;[slot, now] = [next, other]
    }
  }

  #add(number: number): void {
    if ((this.#size + 1) * 2 > this.#numbers.length) this.#grow()
    const slot = slotOf(this.#numbers, number)
    if (!Number.isNaN(this.#numbers[slot]!)) return
    this.#numbers[slot] = this.#others[slot] = number
    this.#size++
  }

  #grow(): void {
    const [numbers, others] = [new Float64Array(this.#numbers.length * 2).fill(NaN), new Float64Array(this.#numbers.length * 2)]
    for (const [from, number] of this.#numbers.entries()) {
      if (Number.isNaN(number)) continue
      const slot = slotOf(numbers, number)
      numbers[slot] = number
      others[slot] = this.#others[from]!
    }
    ;[this.#numbers, this.#others] = [numbers, others]
  }
}

/** Where a number is, or belongs. */
function slotOf(numbers: Float64Array, number: number): number {
  let slot = Math.abs(number) % numbers.length
  while (!Number.isNaN(numbers[slot]!) && numbers[slot] !== number) slot = (slot + 1) % numbers.length
  return slot
}
