import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/db/open.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const NAMES = [
  '张晓明',
  '单田芳',
  '仇和平',
  '查良文',
  '曾国强',
  '解小东',
  '区建业',
  '盖文亮',
  '朴成哲',
  '尉迟恭礼',
  '万俟雅言',
  '吕绿叶',
  '陆路明',
  '欧阳修文',
  '阿卜杜热依木·买买提',
  '张𬱖',
  'John Smith',
  '丁一',
] as const

async function openWithNames() {
  const backend = openTestBackend('2026-09-14')
  const { first } = await plantSmallTree(backend)
  for (const [index, name] of NAMES.entries())
    await backend.call('member.create', { profile: syntheticPerson(index, { name }), branchId: first, groupId: null, fromOn: null })
  const found = async (search: string) => (await backend.call('member.list', { search })).rows.map(({ name }) => name).toSorted()
  return Object.assign(backend, { found })
}

describe('按姓名检索', () => {
  it.each([
    ['全拼', 'zhangxiaoming', ['张晓明']],
    ['全拼的前半截', 'zhangxiaom', ['张晓明']],
    ['首字母', 'zxm', ['张晓明']],
    ['声母算一个', 'zhxm', ['张晓明']],
    ['全拼与首字母混打', 'zhangxm', ['张晓明']],
    ['汉字与拼音混打', '张xm', ['张晓明']],
    ['拼音与汉字混打', 'zhang晓', ['张晓明']],
    ['从名字起', 'xiaoming', ['张晓明']],
    ['隔音符与空格不计', "zhang xiao'ming", ['张晓明']],
    ['单读 shan', 'shantianfang', ['单田芳']],
    ['单读 dan 也找得到', 'dantian', ['单田芳']],
    ['仇读 qiu', 'qiuhe', ['仇和平']],
    ['查读 zha', 'zhaliang', ['查良文']],
    ['曾读 zeng', 'zengguo', ['曾国强']],
    ['解读 xie', 'xiexiao', ['解小东']],
    ['区读 ou', 'oujian', ['区建业']],
    ['盖读 ge', 'gewen', ['盖文亮']],
    ['朴读 piao', 'piaocheng', ['朴成哲']],
    ['尉迟读 yuchi', 'yuchi', ['尉迟恭礼']],
    ['万俟读 moqi', 'moqi', ['万俟雅言']],
    ['ü 打 v', 'lvlvye', ['吕绿叶']],
    ['ü 打 u', 'luluye', ['吕绿叶']],
    ['ü 打 yu', 'lyulyuye', ['吕绿叶']],
    ['ü 原样', 'lülü', ['吕绿叶']],
    ['复姓', 'ouyangxw', ['欧阳修文']],
    ['间隔号可省', '阿卜杜热依木买买提', ['阿卜杜热依木·买买提']],
    ['扩展区的字', '𬱖', ['张𬱖']],
    ['外文名', 'john', ['John Smith']],
    ['外文名首字母', 'js', ['John Smith']],
    ['笔顺：丁是横折（竖钩按竖）、一是横', '丁', ['丁一']],
    ['笔画数', '2画1画', ['丁一']],
  ])('%s：%s', async (_, search, names) => {
    await using backend = await openWithNames()
    expect(await backend.found(search)).toEqual([...names])
  })

  it('lv 只找 ü 的，lu 两样都找：打 u 的人分不清', async () => {
    await using backend = await openWithNames()
    expect(await backend.found('lvl')).toEqual(['吕绿叶'])
    expect(await backend.found('lulu')).toEqual(['吕绿叶', '陆路明'])
  })

  it('半截音节不从字中间起：ang 搜不出姓张的', async () => {
    await using backend = await openWithNames()
    expect(await backend.found('ang')).toEqual([])
  })

  it('笔顺：弓的折横折、数字与 hspnz 两种打法一样，从首字起；四笔以上也从名字起', async () => {
    await using backend = await openWithNames()
    // 张：折横折（弓）撇横折捺（长）。
    expect(await backend.found('5153154')).toEqual(['张晓明', '张𬱖'])
    expect(await backend.found('zhzphzn')).toEqual(['张晓明', '张𬱖'])
    // 明：竖折横横撇折横横，是张晓明、陆路明的末字。
    expect(await backend.found('25113511')).toEqual(['张晓明', '陆路明'])
    expect(await backend.found('251')).not.toContain('张晓明')
    // 七画的首字：张、陆、吕是六画。
    expect(await backend.found('6画')).toEqual(['吕绿叶', '朴成哲'])
  })

  it('数字仍按证号尾号与手机号找', async () => {
    await using backend = await openWithNames()
    expect(await backend.found('13800000000')).toEqual(['张晓明'])
  })

  it('通配符只是字，不会搜出所有人', async () => {
    await using backend = await openWithNames()
    expect(await backend.found('%')).toEqual([])
    expect(await backend.found('_')).toEqual([])
  })
})

describe('后台备着的索引', () => {
  const open = async () => {
    const backend = openTestBackend('2026-09-14', { keepsNamesReady: true })
    const { first } = await plantSmallTree(backend)
    const add = (index: number, name: string) =>
      backend.call('member.create', { profile: syntheticPerson(index, { name }), branchId: first, groupId: null, fromOn: null })
    const found = async (search: string) => (await backend.call('member.list', { search })).rows.map(({ name }) => name).toSorted()
    return Object.assign(backend, { add, found })
  }

  it('写完不等就搜、隔一会儿再搜，都是改过以后的样子', async () => {
    await using backend = await open()
    const { memberId } = await backend.add(1, '张晓明')
    expect(await backend.found('zxm')).toEqual(['张晓明'])
    await sleep(120)
    expect(await backend.found('zxm')).toEqual(['张晓明'])
    await backend.call('member.update', { memberId, profile: syntheticPerson(1, { name: '吕绿叶' }) })
    expect(await backend.found('zxm')).toEqual([])
    expect(await backend.found('lly')).toEqual(['吕绿叶'])
    await backend.add(2, '张晓明')
    await sleep(120)
    expect(await backend.found('zxm')).toEqual(['张晓明'])
    expect(await backend.found('11画7画')).toEqual([])
  })

  it('被拒绝的写入撤回之后，搜到的还是原来的', async () => {
    await using backend = await open()
    await backend.add(1, '张晓明')
    await backend.refused('member.create', {
      profile: syntheticPerson(1, { name: '单田芳' }),
      branchId: '没有',
      groupId: null,
      fromOn: null,
    })
    expect(await backend.found('zxm')).toEqual(['张晓明'])
    expect(await backend.found('stf')).toEqual([])
  })

  it('别的程序改了同一个库，下一键就看得见', async () => {
    await using backend = await open()
    await backend.add(1, '张晓明')
    await sleep(120)
    expect(await backend.found('zxm')).toEqual(['张晓明'])
    const other = openDatabase(backend.directory)
    other.native.prepare(`UPDATE member SET name = '吕绿叶', namePinyin = 'lvlvye lvye ye', nameInitials = 'lly ly y'`).run()
    await other.close()
    expect(await backend.found('zxm')).toEqual([])
    expect(await backend.found('lly')).toEqual(['吕绿叶'])
  })

  it('两个库先后打开，各搜各的', async () => {
    await using one = await open()
    await using another = await open()
    await one.add(1, '张晓明')
    await another.add(1, '吕绿叶')
    await sleep(120)
    expect(await one.found('zxm')).toEqual(['张晓明'])
    expect(await another.found('zxm')).toEqual([])
    expect(await another.found('lly')).toEqual(['吕绿叶'])
    expect(await one.found('lly')).toEqual([])
  })

  it('刚写完就关，不报故障', async () => {
    const backend = await open()
    for (let index = 1; index < 6; index += 1) await backend.add(index, '张晓明')
    await backend.backend.close()
    await sleep(120)
    expect(existsSync(path.join(backend.directory, '日志', '故障.log'))).toBe(false)
    rmSync(backend.directory, { recursive: true, force: true })
  })
})
