/** A panel of a plot: a mean and a standard deviation for each of a few names; no value is below 0. */
export interface Panel {
  readonly title: string
  /** Label of the vertical axis, with its unit. */
  readonly axis: string
  readonly better: 'higher' | 'lower'
  readonly values: readonly { readonly name: string; readonly mean: number; readonly deviation: number }[]
}

const [width, height, left, top, bottom] = [400, 290, 84, 62, 50]
const colours = ['#1b6ca8', '#c25a00', '#2e8540', '#6b6b6b']

/** Panels in rows of so many, as SVG: a dot at each mean, a bar of one standard deviation to either side. */
export function dotPlot(title: string, panels: readonly Panel[], perRow: number): string {
  const rows = Math.ceil(panels.length / perRow)
  const body = panels.map((panel, i) => `<g transform="translate(${(i % perRow) * width} ${40 + Math.floor(i / perRow) * height})">${drawn(panel)}</g>`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${perRow * width} ${40 + rows * height}" font-family="sans-serif" font-size="13">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    text(16, 27, title, 'font-size="18" font-weight="bold"'),
    ...body,
    '</svg>\n',
  ].join('\n')
}

function drawn({ title, axis, better, values }: Panel): string {
  const ticks = ticksFor(Math.min(...values.map(({ mean, deviation }) => Math.max(0, mean - deviation))), Math.max(...values.map(({ mean, deviation }) => mean + deviation)))
  const [low, high] = [ticks[0]!, ticks.at(-1)!]
  const y = (value: number) => round(height - bottom - ((value - low) / (high - low)) * (height - bottom - top))
  const x = (i: number) => left + ((i + 0.5) * (width - left - 16)) / values.length
  return [
    text(left - 60, 18, title, 'font-weight="bold"'),
    text(left - 60, 36, `${better} is better`, 'fill="#555"'),
    `<path d="M${left} ${top}V${height - bottom}H${width - 16}" fill="none" stroke="black"/>`,
    text(24, (top + height - bottom) / 2, axis, `text-anchor="middle" transform="rotate(-90 24 ${(top + height - bottom) / 2})"`),
    ...ticks.flatMap((tick) => [`<path d="M${left - 5} ${y(tick)}h5" stroke="black"/>`, `<path d="M${left} ${y(tick)}H${width - 16}" stroke="#e4e4e4"/>`, text(left - 8, y(tick) + 4, label(tick), 'text-anchor="end"')]),
    ...values.flatMap(({ name, mean, deviation }, i) => [
      `<path d="M${x(i)} ${y(Math.max(0, mean - deviation))}V${y(mean + deviation)}" stroke="${colours[i % 4]}" stroke-width="3"/>`,
      `<circle cx="${x(i)}" cy="${y(mean)}" r="5" fill="${colours[i % 4]}"/>`,
      text(x(i), height - bottom + 20, name, 'text-anchor="middle"'),
    ]),
    text(left + (width - left - 16) / 2, height - bottom + 40, 'method', 'text-anchor="middle" fill="#555"'),
  ].join('')
}

/** Round numbers from below the least value to above the largest. */
function ticksFor(least: number, most: number): number[] {
  const span = Math.max(most - least, Math.abs(most) / 100, 1e-6)
  const power = 10 ** Math.floor(Math.log10(span / 3))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => span / size <= 5)!
  const start = Math.floor(least / step)
  return Array.from({ length: Math.ceil(most / step) - start + 1 }, (_, i) => Number(((start + i) * step).toPrecision(6)))
}

const round = (value: number) => Math.round(value * 10) / 10
const label = (value: number) => String(Number(value.toPrecision(4)))
const text = (x: number, y: number, words: string, attributes = '') => `<text x="${x}" y="${y}" ${attributes}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`
