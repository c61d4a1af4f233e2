import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { ORGANIZATION_FORMS, ORGANIZATION_LEVELS, UNIT_TYPES } from '../glossary.ts'
import { singleLine, optionalLine } from '../contract/text.ts'

export const organizationLevel = z.enum(ORGANIZATION_LEVELS)

/** 一个组织在某日起的样子；随时间变化的都在这里，按日期回看取当时那一版。 */
export const organizationProfile = z.object({
  level: organizationLevel,
  parentId: z.string().nullable(),
  name: singleLine(80),
  shortName: singleLine(30),
  form: z.enum(ORGANIZATION_FORMS),
  unitType: z.enum(UNIT_TYPES),
  /** 覆盖单位：联合党支部列明各单位。 */
  coveredUnits: z.array(singleLine(80)).max(50),
  /** 职工总数；不掌握为 null。 */
  staffTotal: z.number().int().min(0).max(1_000_000).nullable(),
  nonpartyStaffTotal: z.number().int().min(0).max(1_000_000).nullable(),
  contactName: optionalLine(30),
  contactPhone: optionalLine(30),
  /** 机关代字，如“金圆党”；空则用“简称+支”之类由设置给出。 */
  documentCode: optionalLine(20),
  /** 本次变更（升格、隶属变更）的批准文号。 */
  approvalDocumentNo: optionalLine(60),
})
export type OrganizationProfile = z.infer<typeof organizationProfile>

export const organizationNode = organizationProfile.extend({
  id: z.string(),
  /** 层级码，如 `001.002`，全库唯一。 */
  code: z.string(),
  establishedOn: plainDate,
  establishmentDocumentNo: z.string(),
  dissolvedOn: plainDate.nullable(),
  dissolutionReason: z.string(),
  mergedIntoId: z.string().nullable(),
  effectiveOn: plainDate,
  /** 判定日的党员人数 N_all（正式＋预备，党籍正常）与正式党员人数 N_full；上级组织为下属合计。 */
  memberCount: z.number().int(),
  fullMemberCount: z.number().int(),
  childCount: z.number().int(),
})
export type OrganizationNode = z.infer<typeof organizationNode>

const asOf = plainDate.optional()

export const organizationContract = {
  'organization.tree': query(
    '某日的党组织树（含人数）；不给日期取今天',
    z.object({ asOf, includeDissolved: z.boolean().default(false) }),
    z.object({ asOf: plainDate, nodes: z.array(organizationNode) }),
  ),
  'organization.card': query(
    '一个党组织的基本情况与沿革',
    z.object({ organizationId: z.string(), asOf }),
    z.object({
      asOf: plainDate,
      node: organizationNode,
      history: z.array(z.object({ effectiveOn: plainDate, profile: organizationProfile })),
    }),
  ),
  'organization.create': command(
    '新设党组织',
    z.object({ code: singleLine(40), establishedOn: plainDate, establishmentDocumentNo: optionalLine(60), profile: organizationProfile }),
    z.object({ organizationId: z.string() }),
  ),
  'organization.revise': command(
    '更改党组织：自某日起换成新样子；与已有版本同日则改正那一版',
    z.object({ organizationId: z.string(), effectiveOn: plainDate, profile: organizationProfile }),
    z.object({ organizationId: z.string() }),
  ),
  'organization.correctEstablishment': command(
    '改正党组织的编码、成立日期与成立批复文号',
    z.object({ organizationId: z.string(), code: singleLine(40), establishedOn: plainDate, establishmentDocumentNo: optionalLine(60) }),
    z.object({ organizationId: z.string() }),
  ),
  'organization.dissolve': command(
    '撤销或并入其他党组织（可恢复）；名下有党员或下级时须先并入他处',
    z.object({
      organizationId: z.string(),
      dissolvedOn: plainDate,
      reason: singleLine(200),
      documentNo: optionalLine(60),
      mergedIntoId: z.string().nullable(),
    }),
    z.object({ organizationId: z.string(), movedMembers: z.number().int() }),
  ),
  'organization.restore': command('恢复已撤并的党组织', z.object({ organizationId: z.string() }), z.object({ organizationId: z.string() })),
} as const
