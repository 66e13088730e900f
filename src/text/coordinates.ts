const template = /\{\{\s*(?:coord|coor[ _]d(?:ms|m)?|coor|coordinates|coordinate|координаты|координати|координаты2)\s*\|([^{}]{1,300})\}\}/iu

/** Degrees north and east. */
export interface Coordinates {
  readonly latitude: number
  readonly longitude: number
}

/** The first coordinates that the page gives, by a `coord` template or by fields of a box. */
export const coordinatesOf = (wikitext: string): Coordinates | undefined => {
  const match = template.exec(wikitext)
  return (match && fromTemplate(match[1]!)) ?? fromFields(wikitext)
}

const fromTemplate = (body: string): Coordinates | undefined => {
  const parts = body.split('|').map((part) => part.trim()).filter((part) => !part.includes('='))
  const north = parts.findIndex((part) => /^[NSСЮ]$/iu.test(part))
  if (north < 0) return degrees(Number(parts[0]), Number(parts[1]))
  const east = parts.findIndex((part, i) => i > north && /^[EWOВЗ]$/iu.test(part))
  if (east < 0) return undefined
  return degrees(angle(parts.slice(0, north), /[SЮ]/iu.test(parts[north]!)), angle(parts.slice(north + 1, east), /[WOЗ]/iu.test(parts[east]!)))
}

const angle = (parts: readonly string[], negative: boolean): number => {
  const [d = NaN, m = 0, s = 0] = parts.filter((part) => part !== '').map(Number)
  return (d + m / 60 + s / 3600) * (negative ? -1 : 1)
}

const fromFields = (wikitext: string): Coordinates | undefined => {
  const read = (side: Side): number => {
    const [degree, minute = NaN, second = NaN] = side.numbers.map((field) => Number(field.exec(wikitext)?.[1] ?? NaN))
    return (degree! + (minute || 0) / 60 + (second || 0) / 3600) * (side.negative.test(wikitext) ? -1 : 1)
  }
  return [latitude, longitude].every(({ numbers: [degree] }) => degree!.test(wikitext)) ? degrees(read(latitude), read(longitude)) : undefined
}

/** Fields of a box: degrees, minutes and seconds, and the half of the globe. */
interface Side {
  readonly numbers: readonly RegExp[]
  readonly negative: RegExp
}

const sideOf = (numbers: readonly string[], sign: string): Side => ({
  numbers: numbers.map((names) => new RegExp(`\\|\\s*(?:${names})\\s*=\\s*([-+]?\\d{1,3}(?:\\.\\d+)?)\\s*(?=[|\\n}])`, 'iu')),
  negative: new RegExp(`\\|\\s*(?:${sign})\\s*=\\s*[SWЮЗ]\\b`, 'iu'),
})

const latitude = sideOf(
  ['latitude|lat|lat_deg|lat_degrees|latd|lat_d|широта', 'lat_min|lat_minutes|latm|lat_m', 'lat_sec|lat_seconds|lats|lat_s'],
  'lat_dir|lat_direction|latns|lat_ns',
)
const longitude = sideOf(
  ['longitude|lon|long|lon_deg|lon_degrees|long_degrees|longd|lon_d|long_d|долгота', 'lon_min|lon_minutes|long_minutes|longm|lon_m|long_m', 'lon_sec|lon_seconds|long_seconds|longs|lon_s|long_s'],
  'lon_dir|lon_direction|long_direction|longew|long_ew|lon_ew',
)

const degrees = (latitude: number, longitude: number): Coordinates | undefined =>
  Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude: round(latitude), longitude: round(longitude) } : undefined

const round = (value: number): number => Math.round(value * 1e5) / 1e5
