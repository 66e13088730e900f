import { Converter } from 'opencc-js'
import type { Language } from '../types.js'

/** Brings text of that language to the variant it is trained in (see `Language.convert`); the identity when it has one only. */
export const converter = (language: Language): ((text: string) => string) => {
  const { convert } = language
  if (!convert) return same
  const name = `${convert.from}>${convert.to}`
  const known = converters.get(name) ?? corrected(Converter({ from: convert.from, to: convert.to }), convert.to)
  converters.set(name, known)
  return known
}

const same = (text: string): string => text
const converters = new Map<string, (text: string) => string>()

/** What OpenCC leaves, by target: the aspect particle written as in "famous" after verbs, unless a word of writing goes on. */
const corrections: Readonly<Record<string, readonly [RegExp, string]>> = {
  cn: [/(?<=[随接沿有在味跟看朝向对藉借凭本照靠带含示绕伴执穿戴住坐站拿活持临志征表满演响行说笑走拉抱躺望想等盯听唱跳藏挂放摆留守护冒顶踩跨绑握抓背载盖铺插指夹流驶飘漂浮闪烧散透溢漫试受享视注释维占领导动变化依恼扰惑系续居存聚附支撑牵伸织现怀陪推吸促使控压逼追逐循遵顺迎蕴隐潜悬垂耸矗睡睁开亮燃涌环围裹披负担承扛提捧举挥敲吹弹拖骑驾乘搭爬转晃摇喊叫爱恋念记待])著(?![作名称者述书录有《〈于])/gu, '着'],
}

const corrected = (convert: (text: string) => string, to: string): ((text: string) => string) => {
  const correction = corrections[to]
  return correction ? (text) => convert(text).replace(correction[0], correction[1]) : convert
}
