import { expect, it } from 'vitest'
import { isLeadingPost } from '../../shared/organizational-life/leading-posts.ts'

it.each(['董事长', '副总经理', '党群工作部部长', '风险管理部副部长', '办公室主任', '财务总监', '资产部部门经理', '分公司经理', '纪委书记'])(
  '%s 是中层以上',
  (post) => expect(isLeadingPost(post)).toBe(true),
)

it.each(['', '客户经理', '项目经理', '总经理助理', '党务干事', '柜员', '原总经理（退休）', '高级主管'])(
  '“%s”不算，拿不准的由人在名册写清楚',
  (post) => expect(isLeadingPost(post)).toBe(false),
)
