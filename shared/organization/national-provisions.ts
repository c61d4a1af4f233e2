import type { Provision } from '../regulation/provision.ts'
import { nationalCitationOf } from '../regulation/sources.ts'

/** 组织设置的国家规定补充（N-01–N-03）。摘的是要旨，引用前核对原文。 */
export const NATIONAL_ORGANIZATION_PROVISIONS: readonly Provision[] = [
  {
    id: 'N-01',
    taskNo: 1,
    quote: '有正式党员 3 名以上的单位，都应当成立党支部；党支部党员一般不超过 50 名',
    wording: '要旨',
    source: '支部工作条例',
    citation: nationalCitationOf('支部工作条例', '第四条'),
    strength: '应当',
    check: '半自动',
    predicate: '单位正式党员不少于 3 名而没有党支部的，应当成立；党支部党员超过 50 名的提示',
    evidence: '批复',
    trigger: '《成立党支部（总支）请示》',
    difference: '与 A02 是同一件事，由它判定；超过 50 名见 A06，应建未建见 A10。',
  },
  {
    id: 'N-02',
    taskNo: 1,
    quote: '联合党支部覆盖单位一般不超过 5 个；为期 6 个月以上的工程、项目，符合条件的应当成立党支部',
    wording: '要旨',
    source: '支部工作条例',
    citation: nationalCitationOf('支部工作条例', '第五条'),
    strength: '一般',
    check: '半自动',
    predicate: '联合党支部覆盖单位不超过 5 个；项目周期不少于 6 个月且有正式党员 3 名以上的，应有项目党支部',
    evidence: '批复',
    trigger: '《成立党支部（总支）请示》',
    difference: '覆盖单位数与 A03 是同一件事，由它判定；工程、项目还没有台账（A12），由人掌握，该项强度为“应当”。',
  },
  {
    id: 'N-03',
    taskNo: 1,
    quote: '基层党委对成立党支部的请示，批复时间一般不超过 1 个月；批复和选举结果由基层党委报上级组织部门备案',
    wording: '要旨',
    source: '支部工作条例',
    citation: nationalCitationOf('支部工作条例', '成立程序条'),
    strength: '一般',
    check: '半自动',
    predicate: '收文日到批复日不超过 1 个月；有报上级备案的记录',
    evidence: '收文登记、批复、备案记录',
    trigger: '《同意成立批复》；收文后第 20 天提醒',
    difference: '收文日没有另记的，按请示日算；只看在首届选举流程里登记的。',
  },
]
