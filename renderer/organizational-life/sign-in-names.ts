/** 各种写法的一列（一串）姓名拆成一个个：换行、顿号、逗号、制表符、两个以上空格都算分隔；“张　三”合成一个。 */
export function namesFromText(text: string): string[] {
  return text
    .split(/[\r\n\t、，,；;]+| {2,}/)
    .flatMap((part) => splitBySpace(part.trim()))
    .map((part) => part.replace(/^\d+[.、．)）]?\s*/, '').trim())
    .filter((part) => part !== '' && !/^(姓名|签到|序号|签名|参会人员|到会人员)[:：]?$/.test(part))
}

/** 一个空格：两边都是单字的是把两字名撑开，合起来；否则是两个人。 */
function splitBySpace(part: string): string[] {
  const words = part.split(/[\s\u3000]+/).filter((word) => word !== '')
  if (words.length < 2) return words
  if (words.length === 2 && words.every((word) => Array.from(word).length === 1)) return [words.join('')]
  return words.every((word) => Array.from(word).length > 1) ? words : [words.join('')]
}
