import {
  IconCalendar,
  IconCalendarEvent,
  IconCalendarStats,
  IconChartBar,
  IconChartRadar,
  IconChecklist,
  IconFileText,
  IconHierarchy,
  IconHistory,
  IconLayoutDashboard,
  IconSettings,
  IconShieldLock,
  IconSteeringWheel,
  IconTableExport,
  IconTable,
  IconTableImport,
  IconUserOff,
  IconUsers,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react'
import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { Route } from '../../shared/contract/index.ts'
import { SLICES } from '../../shared/glossary.ts'
import { matchPath, type PageProps } from './router.ts'

export type PageDefinition = {
  pattern: string
  /** 导航与命令面板里点它去的地方。 */
  path: string
  label: string
  group: '总览' | '党员' | '支部' | '公文与考核' | '其他'
  icon: Icon
  /** 这些查询变了就当新开一页：页面只在打开时读一次地址，不必追着改状态。 */
  reopensOn?: readonly string[]
  /** 不进左导航（仍可打开）。 */
  isHidden?: boolean
  /** 走不通这条路由的身份看不到这一页。 */
  needs?: Route
  /** 归在哪一项导航下：左导航不单列、打开时那一项亮着，命令面板里仍找得到。 */
  under?: string
  Page: LazyExoticComponent<ComponentType<PageProps>>
}

/**
 * 组装点：加一页，加一行。只列已建成的页面。
 * 地址约定：
 * - `/person/<id>` 一人一页（`?asOf=` 回看）；`/member?memberId=<id>` 在名册里打开速览；`/member?organizationId=<id>` 按组织筛选；
 * - `/correspondence?kind=W05&organizationId=<id>` 起草；`/assessment?organizationId=<id>&year=<年>` 看得分；
 * - `?act=<路由>&prefill=<JSON>` 打开已预填的表单（见 remedy-link.ts）。
 */
export const pages: readonly PageDefinition[] = [
  {
    pattern: '/',
    path: '/',
    label: SLICES.compliance,
    group: '总览',
    icon: IconLayoutDashboard,
    Page: lazy(async () => ({ default: (await import('../compliance/DashboardPage.tsx')).DashboardPage })),
  },
  {
    pattern: '/checks/:view?',
    path: '/checks',
    label: '勾核与关闭',
    group: '总览',
    icon: IconChecklist,
    Page: lazy(async () => ({ default: (await import('../compliance/ChecksPage.tsx')).ChecksPage })),
  },
  {
    pattern: '/organization/:id?',
    path: '/organization',
    label: SLICES.organization,
    group: '总览',
    icon: IconHierarchy,
    Page: lazy(async () => ({ default: (await import('../organization/OrganizationPage.tsx')).OrganizationPage })),
  },
  {
    pattern: '/member',
    path: '/member',
    label: SLICES.member,
    group: '党员',
    icon: IconUsers,
    reopensOn: ['memberId', 'organizationId', 'act', 'statistic', 'lacking', 'hasMissing', 'asOf'],
    Page: lazy(async () => ({ default: (await import('../member/RosterPage.tsx')).RosterPage })),
  },
  {
    pattern: '/person/:id',
    path: '/member',
    label: '党员',
    group: '党员',
    icon: IconUsers,
    isHidden: true,
    reopensOn: ['act', 'asOf'],
    Page: lazy(async () => ({ default: (await import('../member/MemberPage.tsx')).MemberPage })),
  },
  {
    pattern: '/departed',
    path: '/departed',
    label: '历史党员',
    group: '党员',
    icon: IconUserOff,
    isHidden: true,
    Page: lazy(async () => ({ default: (await import('../member/DepartedPage.tsx')).DepartedPage })),
  },
  {
    pattern: '/completeness',
    path: '/completeness',
    label: '信息完整度',
    group: '党员',
    icon: IconTable,
    isHidden: true,
    Page: lazy(async () => ({ default: (await import('../member/CompletenessPage.tsx')).CompletenessPage })),
  },
  {
    pattern: '/exchange',
    needs: 'exchange.previewRoster',
    path: '/exchange',
    label: '导入花名册',
    group: '党员',
    icon: IconTableImport,
    Page: lazy(async () => ({ default: (await import('../exchange/ImportPage.tsx')).ImportPage })),
  },
  {
    pattern: '/export',
    path: '/export',
    label: '导出表格',
    group: '党员',
    icon: IconTableExport,
    reopensOn: ['filter'],
    Page: lazy(async () => ({ default: (await import('../exchange/ExportPage.tsx')).ExportPage })),
  },
  {
    pattern: '/exchange/history',
    needs: 'member.batches',
    path: '/exchange/history',
    label: '改动批次与撤销',
    group: '党员',
    icon: IconHistory,
    Page: lazy(async () => ({ default: (await import('../exchange/HistoryPage.tsx')).HistoryPage })),
  },
  {
    pattern: '/grouping/:branchId?',
    needs: 'member.assignGroups',
    path: '/grouping',
    label: '党小组划分',
    group: '支部',
    icon: IconUsersGroup,
    Page: lazy(async () => ({ default: (await import('../member/GroupingPage.tsx')).GroupingPage })),
  },
  {
    pattern: '/statistics',
    path: '/statistics',
    label: '党员统计',
    group: '党员',
    icon: IconChartBar,
    reopensOn: ['view'],
    Page: lazy(async () => ({ default: (await import('../member/StatisticsPage.tsx')).StatisticsPage })),
  },
  {
    pattern: '/election/:id?',
    path: '/election',
    label: SLICES.election,
    group: '支部',
    icon: IconCalendarStats,
    Page: lazy(async () => ({ default: (await import('../election/ElectionPage.tsx')).ElectionPage })),
  },
  {
    pattern: '/election-process/:id?',
    path: '/election-process',
    label: '换届驾驶舱',
    group: '支部',
    icon: IconSteeringWheel,
    reopensOn: ['act'],
    Page: lazy(async () => ({ default: (await import('../election/ProcessPage.tsx')).ProcessPage })),
  },
  {
    pattern: '/life',
    path: '/life',
    label: '组织生活',
    group: '支部',
    icon: IconCalendarEvent,
    reopensOn: ['act'],
    Page: lazy(async () => ({ default: (await import('../organizational-life/LifePage.tsx')).LifePage })),
  },
  {
    pattern: '/life/activity/:id',
    path: '/life/activity/new',
    label: '记一场活动',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    reopensOn: ['organizationId', 'type', 'like', 'themePlanId', 'heldOn', 'prefill'],
    Page: lazy(async () => ({ default: (await import('../organizational-life/ActivityPage.tsx')).ActivityPage })),
  },
  {
    pattern: '/life/meeting/:id?',
    path: '/life/meeting',
    label: '组织生活会',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    reopensOn: ['act'],
    Page: lazy(async () => ({ default: (await import('../organizational-life/LifeMeetingPage.tsx')).LifeMeetingPage })),
  },
  {
    pattern: '/life/review/:id?',
    path: '/life/review',
    label: '民主评议',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    reopensOn: ['act'],
    Page: lazy(async () => ({ default: (await import('../organizational-life/ReviewPage.tsx')).ReviewPage })),
  },
  {
    pattern: '/life/talk',
    path: '/life/talk',
    label: '谈心谈话',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    reopensOn: ['act'],
    Page: lazy(async () => ({ default: (await import('../organizational-life/TalkPage.tsx')).TalkPage })),
  },
  {
    pattern: '/life/activities',
    path: '/life/activities',
    label: '活动记录',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    reopensOn: ['removed'],
    Page: lazy(async () => ({ default: (await import('../organizational-life/ActivitiesPage.tsx')).ActivitiesPage })),
  },
  {
    pattern: '/life/tasks',
    path: '/life/tasks',
    label: '议定事项',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    Page: lazy(async () => ({ default: (await import('../organizational-life/TasksPage.tsx')).TasksPage })),
  },
  {
    pattern: '/life/themes',
    path: '/life/themes',
    label: '主题方案',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    Page: lazy(async () => ({ default: (await import('../organizational-life/ThemesPage.tsx')).ThemesPage })),
  },
  {
    pattern: '/life/ledger',
    path: '/life/ledger',
    label: '组织生活台账',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    Page: lazy(async () => ({ default: (await import('../organizational-life/LedgerPage.tsx')).LedgerPage })),
  },
  {
    pattern: '/life/batch',
    needs: 'life.recordForBranches',
    path: '/life/batch',
    label: '给多个支部录同一次',
    group: '支部',
    icon: IconCalendarEvent,
    under: '/life',
    reopensOn: ['like', 'themePlanId'],
    Page: lazy(async () => ({ default: (await import('../organizational-life/BatchPage.tsx')).BatchPage })),
  },
  {
    pattern: '/calendar/:tab?',
    path: '/calendar',
    label: SLICES.calendar,
    group: '总览',
    icon: IconCalendar,
    reopensOn: ['view', 'at', 'organizationId', 'entry'],
    Page: lazy(async () => ({ default: (await import('../calendar/CalendarPage.tsx')).CalendarPage })),
  },
  {
    pattern: '/correspondence',
    path: '/correspondence',
    label: SLICES.correspondence,
    group: '公文与考核',
    icon: IconFileText,
    reopensOn: ['kind', 'organizationId', 'year', 'processId', 'lifeRecordId', 'draftId', 'view'],
    Page: lazy(async () => ({ default: (await import('../correspondence/CorrespondencePage.tsx')).CorrespondencePage })),
  },
  {
    pattern: '/assessment',
    path: '/assessment',
    label: SLICES.assessment,
    group: '公文与考核',
    icon: IconChartRadar,
    reopensOn: ['organizationId', 'year', 'act'],
    Page: lazy(async () => ({ default: (await import('../assessment/AssessmentPage.tsx')).AssessmentPage })),
  },
  {
    pattern: '/settings/:tab?',
    path: '/settings',
    label: SLICES.settings,
    group: '其他',
    icon: IconSettings,
    Page: lazy(async () => ({ default: (await import('../settings/SettingsPage.tsx')).SettingsPage })),
  },
  {
    pattern: '/security/:tab?',
    path: '/security',
    label: SLICES.security,
    group: '其他',
    icon: IconShieldLock,
    needs: 'security.protection',
    Page: lazy(async () => ({ default: (await import('../security/SecurityPage.tsx')).SecurityPage })),
  },
  {
    pattern: '/welcome',
    needs: 'settings.saveUnit',
    path: '/welcome',
    label: '首次启动',
    group: '其他',
    icon: IconSettings,
    isHidden: true,
    Page: lazy(async () => ({ default: (await import('../settings/WelcomePage.tsx')).WelcomePage })),
  },
]

export function findPage(path: string): { page: PageDefinition; parameters: Record<string, string> } | null {
  for (const page of pages) {
    const parameters = matchPath(page.pattern, path)
    if (parameters) return { page, parameters }
  }
  return null
}

/** 何时算换了一页：换了页面，或换了它声明的深链查询；同一页换参数（换一个党组织）不重开。 */
export function pageKey(page: PageDefinition, query: URLSearchParams): string {
  return [page.pattern, ...(page.reopensOn ?? []).map((key) => query.get(key) ?? '')].join('|')
}
