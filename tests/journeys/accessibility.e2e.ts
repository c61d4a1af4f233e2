import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '../kit/journey.ts'

/** 每一页在两种窗口下都要过无障碍检查：对比度、命名、键盘可达都由它看。 */
const PAGES: readonly { name: string; hash: string; waitFor: string }[] = [
  { name: '工作台', hash: '#/', waitFor: '支部与八项任务' },
  { name: '提示的发现', hash: '#/?severity=提示', waitFor: '点一条看条文' },
  { name: '勾核表', hash: '#/checks', waitFor: '各党组织' },
  { name: '关闭的发现', hash: '#/checks/closures', waitFor: '没有关闭过的发现' },
  { name: '党组织', hash: '#/organization', waitFor: '信托公司党总支' },
  { name: '党员名册', hash: '#/member', waitFor: '正式党员' },
  { name: '历史党员', hash: '#/departed', waitFor: '回到党员名册' },
  { name: '信息完整度', hash: '#/completeness', waitFor: '完整率' },
  { name: '导入花名册', hash: '#/exchange', waitFor: '把花名册拖到这里' },
  { name: '改动批次与撤销', hash: '#/exchange/history', waitFor: '改了什么' },
  { name: '导出表格', hash: '#/export', waitFor: '党员基本信息汇总表' },
  { name: '党员统计', hash: '#/statistics', waitFor: '年龄结构' },
  { name: '党内统计对账', hash: '#/statistics?view=对账', waitFor: '年党内统计对账' },
  { name: '党小组划分', hash: '#/grouping', waitFor: '先选一个党支部' },
  { name: '届次与班子', hash: '#/election', waitFor: '届满' },
  { name: '换届流程', hash: '#/election-process', waitFor: '产业投资' },
  { name: '组织生活', hash: '#/life', waitFor: '支部与月份' },
  { name: '记一场活动', hash: '#/life/activity/new', waitFor: '先选是哪个党组织' },
  { name: '活动记录', hash: '#/life/activities', waitFor: '计入类型' },
  { name: '议定事项', hash: '#/life/tasks', waitFor: '未办结' },
  { name: '主题方案', hash: '#/life/themes', waitFor: '下发方案' },
  { name: '给多个支部录同一次', hash: '#/life/batch', waitFor: '哪些支部' },
  { name: '公文起草', hash: '#/correspondence?kind=W34&year=2025', waitFor: '登记发文' },
  { name: '发文登记簿', hash: '#/correspondence?view=register', waitFor: '还没有发过文' },
  { name: '考核与材料包', hash: '#/assessment?year=2025', waitFor: '八项得分率' },
  { name: '设置', hash: '#/settings', waitFor: '党委全称' },
  { name: '标准方案', hash: '#/settings/profiles', waitFor: '金圆现行标准方案' },
  { name: '组织覆盖', hash: '#/settings/overrides', waitFor: '没有登记覆盖' },
  { name: '指标包', hash: '#/settings/packs', waitFor: '第一议题' },
  { name: '规则目录', hash: '#/settings/rules', waitFor: 'A15' },
  { name: '口径冲突', hash: '#/settings/conflicts', waitFor: '“过半”的分母' },
  { name: '备份', hash: '#/settings/backup', waitFor: '备份' },
  { name: '操作日志', hash: '#/settings/journal', waitFor: '本机用户' },
  { name: '回收站', hash: '#/settings/recycled', waitFor: '回收站是空的' },
  { name: '受保护的改动', hash: '#/settings/protected', waitFor: '还没有这样的改动' },
]

const WINDOWS = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

test.describe('演示集团', () => {
  test.use({ startFrom: 'demo' })

  for (const viewport of WINDOWS) {
    test(`每一页无障碍零违规，窗口不横滚（${viewport.width}×${viewport.height}）`, async ({ app }) => {
      test.setTimeout(360_000)
      const { page } = app
      await page.setViewportSize(viewport)
      const violations: string[] = []
      for (const { name, hash, waitFor } of PAGES) {
        await page.evaluate((next) => {
          window.location.hash = next
        }, hash)
        await expect(page.getByText(waitFor).first(), name).toBeVisible()
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, `${name} 横向溢出`).toBeLessThanOrEqual(0)
        // 打出来的是内容，不是外框。
        await page.emulateMedia({ media: 'print' })
        await expect(page.getByRole('navigation', { name: '主导航' }), `${name} 打印时`).toBeHidden()
        await page.emulateMedia({ media: null })
        const result = await new AxeBuilder({ page }).analyze()
        violations.push(...result.violations.map((each) => `${name}：${each.id} ${each.help}（${each.nodes[0]?.target.join(' ') ?? ''}）`))
      }
      expect(violations).toEqual([])
    })
  }
})
