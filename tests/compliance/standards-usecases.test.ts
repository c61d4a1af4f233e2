import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'

type OverrideInput = InputOf<AppContract['compliance.recordOverride']>
const ALL = ['红线', '应当', '提示', '待确认', '达标', '不适用'] as const

describe('方案、覆盖与指标包：经调度器、真实库', () => {
  let backend: TestBackend
  let root: string
  let general: string
  let branchId: string
  const today = '2026-09-14'

  const organize = async (code: string, level: '党委' | '党总支' | '党支部' | '党小组', parentId: string | null, name: string) => {
    const profile = {
      level,
      parentId,
      name,
      shortName: name,
      form: '单独组建',
      unitType: '国有企业',
      coveredUnits: [] as string[],
      staffTotal: null,
      nonpartyStaffTotal: null,
    } as const
    return (await backend.call('organization.create', { code, establishedOn: '2015-01-01', profile })).organizationId
  }
  const override = (changes: Partial<OverrideInput> = {}): OverrideInput => ({
    organizationId: branchId,
    key: 'termBranchYears',
    value: 5,
    fromOn: '2023-01-01',
    untilOn: '2026-12-31',
    documentNo: '金圆党〔2023〕1号',
    approvedBy: '集团党委',
    reason: '试点',
    ...changes,
  })
  const judged = async (ruleId: string) => {
    const { findings } = await backend.call('compliance.findings', { organizationId: branchId, severities: [...ALL] })
    const finding = findings.find((each) => each.ruleId === ruleId)
    if (!finding) throw new Error(`没有 ${ruleId}`)
    return finding
  }
  const journalCount = async () => (await backend.call('settings.journal', { limit: 100 })).total

  beforeEach(async () => {
    backend = openTestBackend(today)
    root = await organize('001', '党委', null, '集团党委')
    general = await organize('001.001', '党总支', root, '信托总支')
    branchId = await organize('001.001.001', '党支部', general, '信托一支部')
    await backend.call('election.recordTerm', { organizationId: branchId, seq: 1, electedOn: '2023-06-16', seatCount: null })
  })
  afterEach(() => backend[Symbol.asyncDispose]())

  describe('参数覆盖', () => {
    it('登记后结论随之改变并标出依据；撤下后回到原样，记录留着', async () => {
      expect(await judged('A13')).toMatchObject({ verdict: '达标', overrides: [] })
      const { overrideId } = await backend.call('compliance.recordOverride', override())
      expect(await judged('A13')).toMatchObject({
        verdict: '不达标',
        overrides: [{ documentNo: '金圆党〔2023〕1号', approvedBy: '集团党委', value: '5 年' }],
      })
      await backend.call('compliance.withdrawOverride', { overrideId, reason: '登记到了别的支部' })
      expect(await judged('A13')).toMatchObject({ verdict: '达标', overrides: [] })
      const { overrides } = await backend.call('compliance.overrides', { organizationId: branchId })
      expect(overrides).toMatchObject([
        {
          id: overrideId,
          state: '已撤下',
          withdrawalReason: '登记到了别的支部',
          meaning: '党支部任期',
          valueText: '5 年',
          ruleIds: ['A13', 'A14'],
        },
      ])
      expect((await backend.refused('compliance.withdrawOverride', { overrideId, reason: '再撤' })).code).toBe('OVERRIDE_WITHDRAWN')
    })

    it('上级登记、及于下级的，下级结论写明由哪一级登记', async () => {
      await backend.call('compliance.recordOverride', override({ organizationId: general, reach: '本组织及下级' }))
      expect((await judged('A13')).overrides).toMatchObject([{ inheritedFrom: '信托总支' }])
    })

    it('同一参数时段重叠的拒绝并指出是哪一条；相接的、别的参数的可以', async () => {
      await backend.call('compliance.recordOverride', override())
      const before = await journalCount()
      const refusal = await backend.refused('compliance.recordOverride', override({ fromOn: '2026-12-31', untilOn: null }))
      expect(refusal.message).toContain('金圆党〔2023〕1号')
      expect(refusal.problems).toMatchObject([{ place: 'fromOn' }])
      expect(await journalCount()).toBe(before)
      await backend.call('compliance.recordOverride', override({ fromOn: '2027-01-01', untilOn: null }))
      await backend.call('compliance.recordOverride', override({ key: 'groupMax', value: 12 }))
      await backend.call('compliance.recordOverride', override({ organizationId: general }))
    })

    it.each([
      ['参数名不对', { key: '没有这个' }, 'key'],
      ['不是整数', { value: 2.5 }, 'value'],
      ['超出范围', { value: 99 }, 'value'],
      ['类型不对', { value: '三年' }, 'value'],
      ['必填的写没有规定', { value: null }, 'value'],
      ['委员会人数次序不对', { key: 'branchCommittee', value: { min: 5, max: 3, cap: 7 } }, 'value'],
      ['与本组织其他参数说不通', { key: 'groupMin', value: 20 }, 'value'],
      ['止日早于起日', { untilOn: '2022-12-31' }, 'untilOn'],
      ['成立以前', { fromOn: '2014-12-31' }, 'fromOn'],
    ])('%s：中文说明，什么也不写', async (_name, changes, place) => {
      const before = await journalCount()
      const refusal = await backend.refused('compliance.recordOverride', override(changes))
      expect(refusal.problems.map((problem) => problem.place)).toContain(place)
      expect(refusal.message).toMatch(/[\u4e00-\u9fff]/)
      expect(await journalCount()).toBe(before)
      expect((await backend.call('compliance.overrides', {})).overrides).toEqual([])
    })

    it.each(['documentNo', 'approvedBy'])('没有填 %s 的拒绝', async (field) => {
      expect((await backend.refused('compliance.recordOverride', override({ [field]: ' ' }))).problems).toMatchObject([{ place: field }])
    })

    it('党小组不单独判定，不收；没有的党组织说清楚', async () => {
      const group = await organize('001.001.001.001', '党小组', branchId, '第一党小组')
      expect((await backend.refused('compliance.recordOverride', override({ organizationId: group }))).message).toContain('党小组')
      expect((await backend.refused('compliance.recordOverride', override({ organizationId: '没有' }))).code).toBe('ORGANIZATION_UNKNOWN')
    })

    it('提前结束：以前的结论不变，以后的照方案；不能借此延长', async () => {
      const { overrideId } = await backend.call('compliance.recordOverride', override({ key: 'groupMax', value: 12 }))
      expect((await backend.refused('compliance.endOverride', { overrideId, untilOn: '2027-01-01', reason: '延长' })).message).toContain(
        '另登记',
      )
      expect((await backend.refused('compliance.endOverride', { overrideId, untilOn: '2022-12-31', reason: '错' })).message).toContain(
        '撤下',
      )
      await backend.call('compliance.endOverride', { overrideId, untilOn: '2026-06-30', reason: '试点结束' })
      expect((await backend.call('compliance.overrides', {})).overrides).toMatchObject([{ untilOn: '2026-06-30', state: '已到期' }])
    })
  })

  describe('整体采用另一个方案', () => {
    const adoption = (changes: Partial<OverrideInput> = {}) =>
      override({ key: 'wholeProfile', value: 'SZ22', fromOn: '2026-01-01', untilOn: null, documentNo: '金圆党〔2026〕5号', ...changes })

    it('先看会变的发现，什么也不写；登记后按它判并标出依据，列表里看得到；撤下就回来', async () => {
      const before = await journalCount()
      const { changes } = await backend.call('compliance.previewStandards', { overrides: [adoption()] })
      expect(changes.length).toBeGreaterThan(0)
      expect(new Set(changes.map((change) => change.organizationId))).toEqual(new Set([branchId]))
      expect(changes.every((change) => change.cause !== '')).toBe(true)
      expect(await journalCount()).toBe(before)
      const { overrideId } = await backend.call('compliance.recordOverride', adoption())
      for (const { ruleId, after } of changes) {
        const finding = await judged(ruleId)
        expect(finding, ruleId).toMatchObject({ verdict: after?.verdict, severity: after?.severity })
        expect(finding.overrides, ruleId).toMatchObject([{ meaning: '整套方案', documentNo: '金圆党〔2026〕5号' }])
      }
      expect((await backend.call('compliance.overrides', { organizationId: branchId })).overrides).toMatchObject([
        { meaning: '整套方案', valueText: expect.stringContaining('2022') as unknown, state: '生效中', ruleIds: [] },
      ])
      await backend.call('compliance.withdrawOverride', { overrideId, reason: '登记错了' })
      for (const { ruleId, before: was } of changes)
        expect(await judged(ruleId), ruleId).toMatchObject({ verdict: was?.verdict, overrides: [] })
    })

    it('上级登记、及于下级的，下级也按它判', async () => {
      await backend.call('compliance.recordOverride', adoption({ organizationId: general, reach: '本组织及下级' }))
      expect((await judged('B01')).overrides).toMatchObject([{ meaning: '整套方案', inheritedFrom: '信托总支' }])
    })

    it.each([
      ['没有这个方案', { value: '没有' }, 'value'],
      ['不是方案编号', { value: 5 }, 'value'],
      ['就是全集团所用的', { value: 'DEF' }, 'value'],
      ['成立以前', { fromOn: '2014-12-31' }, 'fromOn'],
      ['止日早于起日', { untilOn: '2025-12-31' }, 'untilOn'],
    ])('%s：中文说明，什么也不写', async (_name, changes, place) => {
      const before = await journalCount()
      const refusal = await backend.refused('compliance.recordOverride', adoption(changes))
      expect(refusal.problems.map((problem) => problem.place)).toContain(place)
      expect(await journalCount()).toBe(before)
    })

    it('停用的方案、时段重叠的拒绝；与本组织已登记的参数覆盖说不通也拒绝', async () => {
      const { profileId } = await backend.call('compliance.addProfile', {
        name: '试点方案',
        basedOnId: 'DEF',
        versionOn: '2026-01-01',
        note: '',
        changes: [{ key: 'groupMin', value: 5 }],
      })
      await backend.call('compliance.recordOverride', override({ key: 'groupMax', value: 4, fromOn: '2026-01-01', untilOn: null }))
      expect((await backend.refused('compliance.recordOverride', adoption({ value: profileId }))).message).toContain('说不通')
      await backend.call('compliance.setProfileRetired', { profileId, isRetired: true, reason: '不用了' })
      expect((await backend.refused('compliance.recordOverride', adoption({ value: profileId }))).message).toContain('已停用')
      await backend.call('compliance.recordOverride', adoption())
      const overlapping = await backend.refused('compliance.recordOverride', adoption({ value: 'LZ20', fromOn: '2026-06-01' }))
      expect(overlapping.problems).toMatchObject([{ place: 'fromOn' }])
      expect(overlapping.message).toContain('金圆党〔2026〕5号')
    })
  })

  describe('方案版本与方案链', () => {
    const addProfile = (name = '集团2026年新方案') =>
      backend.call('compliance.addProfile', {
        name,
        basedOnId: 'DEF',
        versionOn: '2026-06-01',
        note: '厦国资党〔2026〕5号',
        changes: [{ key: 'termBranchYears', value: 5 }],
      })
    const chain = (profileId: string, fromOn = '2023-01-01') => [
      { profileId: 'JY17', fromOn: null },
      { profileId: 'DEF', fromOn: '2018-07-12' },
      { profileId, fromOn },
    ]
    const change = (links: { profileId: string; fromOn: string | null }[]) =>
      backend.call('compliance.changeChain', { links, reason: '上级新文件', approvedBy: '集团党委' })

    it('方案链用着的版本不能从操作日志撤掉：撤了全部判定都取不到方案', async () => {
      const { profileId } = await addProfile()
      const [added] = (await backend.call('settings.journal', { limit: 1 })).rows
      await change(chain(profileId))
      expect(await backend.refused('settings.undo', { seq: added?.seq ?? 0 })).toMatchObject({
        code: 'UNDO_CONFLICT',
        message: expect.stringContaining('请先改方案链') as unknown,
      })
      expect(await judged('A13')).toMatchObject({ profileName: '集团2026年新方案' })
    })

    it('新增版本不动旧版本，不改链就不影响结论；上链后按事件日期生效', async () => {
      const { profileId } = await addProfile()
      expect(await judged('A13')).toMatchObject({ verdict: '达标', profileName: '金圆现行标准方案（2026）' })
      await change(chain(profileId))
      expect(await judged('A13')).toMatchObject({ verdict: '不达标', profileName: '集团2026年新方案', overrides: [] })
      await change(chain(profileId, '2023-06-17'))
      expect(await judged('A13')).toMatchObject({ verdict: '达标', profileName: '金圆现行标准方案（2026）' })
      const { parameters, profiles } = await backend.call('compliance.parameters', {})
      const years = parameters.find((each) => each.catalogKey === 'term.branch_years')?.values[0]?.byProfile
      expect(years).toMatchObject({ DEF: { value: 3, text: '3 年' }, [profileId]: { value: 5, text: '5 年' } })
      expect(profiles.at(-1)).toMatchObject({ id: profileId, basedOnId: 'DEF', isBuiltIn: false, isOnChain: true, isRetired: false })
    })

    it('改链留痕：历次都在，新的在前，末一个是内置链', async () => {
      const { profileId } = await addProfile()
      await change(chain(profileId))
      await change(chain('LZ20', '2026-01-01'))
      const { revisions } = await backend.call('compliance.chainHistory', {})
      expect(revisions.map(({ revision, isCurrent }) => [revision, isCurrent])).toEqual([
        [2, true],
        [1, false],
        [0, false],
      ])
      expect(revisions[0]?.links.at(-2)).toMatchObject({ profileId: 'DEF', untilOn: '2025-12-31' })
      expect(revisions[1]?.links.at(-1)).toMatchObject({ profileName: '集团2026年新方案', fromOn: '2023-01-01', untilOn: null })
    })

    it('停用的不能新选，已在链上的照旧；恢复后可再选；内置的不能停用', async () => {
      const { profileId } = await addProfile()
      await backend.call('compliance.setProfileRetired', { profileId, isRetired: true, reason: '文件撤回' })
      const refusal = await backend.refused('compliance.changeChain', { links: chain(profileId), reason: '试', approvedBy: '集团党委' })
      expect(refusal.problems).toMatchObject([{ place: 'links.2.profileId', message: expect.stringContaining('已停用') as unknown }])
      await backend.call('compliance.setProfileRetired', { profileId, isRetired: false, reason: '' })
      await change(chain(profileId))
      await backend.call('compliance.setProfileRetired', { profileId, isRetired: true, reason: '有了更新的' })
      expect((await judged('A13')).profileName).toBe('集团2026年新方案')
      expect((await backend.refused('compliance.setProfileRetired', { profileId: 'DEF', isRetired: true, reason: '试' })).code).toBe(
        'PROFILE_NOT_OWN',
      )
    })

    it.each([
      ['第一节填了起日', [{ profileId: 'DEF', fromOn: '2018-07-12' }], 'links.0.fromOn'],
      [
        '后一节没有起日',
        [
          { profileId: 'JY17', fromOn: null },
          { profileId: 'DEF', fromOn: null },
        ],
        'links.1.fromOn',
      ],
      [
        '起日没有递增',
        [
          { profileId: 'JY17', fromOn: null },
          { profileId: 'DEF', fromOn: '2018-07-12' },
          { profileId: 'GJ', fromOn: '2018-07-12' },
        ],
        'links.2.fromOn',
      ],
      ['没有这个方案', [{ profileId: '没有', fromOn: null }], 'links.0.profileId'],
      [
        '相邻两节相同',
        [
          { profileId: 'DEF', fromOn: null },
          { profileId: 'DEF', fromOn: '2018-07-12' },
        ],
        'links.1.profileId',
      ],
    ])('%s：拒绝，现行链不动', async (_name, links, place) => {
      const refusal = await backend.refused('compliance.changeChain', { links, reason: '试', approvedBy: '集团党委' })
      expect(refusal.problems.map((problem) => problem.place)).toEqual([place])
      expect((await backend.call('compliance.chainHistory', {})).revisions).toHaveLength(1)
    })

    it('与现行链一样的、没有改动的版本、重名的都不收', async () => {
      const same = [
        { profileId: 'JY17', fromOn: null },
        { profileId: 'DEF', fromOn: '2018-07-12' },
      ]
      expect((await backend.refused('compliance.changeChain', { links: same, reason: '试', approvedBy: '我' })).code).toBe(
        'NOTHING_CHANGED',
      )
      const base = { name: '同样', basedOnId: 'DEF', versionOn: '2026-06-01', note: '' }
      expect((await backend.refused('compliance.addProfile', { ...base, changes: [{ key: 'groupMax', value: 10 }] })).code).toBe(
        'NOTHING_CHANGED',
      )
      await addProfile('甲')
      const refusal = await backend.refused('compliance.addProfile', {
        ...base,
        name: '甲',
        changes: [
          { key: 'groupMax', value: 0 },
          { key: 'groupMin', value: 3 },
          { key: 'groupMin', value: 4 },
        ],
      })
      expect(refusal.problems.map((problem) => problem.place)).toEqual(['changes.0.value', 'changes.2.key', 'name'])
    })

    it('几个参数互相说不通的版本不收', async () => {
      const refusal = await backend.refused('compliance.addProfile', {
        name: '乙',
        basedOnId: 'DEF',
        versionOn: '2026-06-01',
        changes: [{ key: 'generalBranchAt', value: 100 }],
      })
      expect(refusal.message).toContain('升党委的党员人数（100）')
    })

    it('再据自己的版本立新版本：前一版不变', async () => {
      const { profileId } = await addProfile()
      const { profileId: next } = await backend.call('compliance.addProfile', {
        name: '再改',
        basedOnId: profileId,
        versionOn: '2026-07-01',
        changes: [{ key: 'groupMax', value: 12 }],
      })
      const { parameters } = await backend.call('compliance.parameters', {})
      const values = (key: string) => parameters.flatMap((each) => each.values).find((each) => each.key === key)?.byProfile
      expect(values('termBranchYears')).toMatchObject({ [profileId]: { value: 5 }, [next]: { value: 5 } })
      expect(values('groupMax')).toMatchObject({ [profileId]: { value: 10 }, [next]: { value: 12 } })
    })
  })

  describe('切换前对照', () => {
    it('换链：列出会变的发现与原因，不写库', async () => {
      const before = await journalCount()
      const { changes, comparedCount } = await backend.call('compliance.previewStandards', { links: [{ profileId: 'JY17', fromOn: null }] })
      expect(comparedCount).toBeGreaterThan(90)
      const change = changes.find((each) => each.ruleId === 'A13' && each.organizationId === branchId)
      expect(change).toMatchObject({
        before: { verdict: '达标', profileName: '金圆现行标准方案（2026）' },
        after: { verdict: '不达标', profileName: '金圆2017原文' },
        reasons: [{ key: 'termBranchYears', from: '3 年', to: '2 年' }],
        cause: '党支部任期由 3 年 变为 2 年',
      })
      expect(await journalCount()).toBe(before)
      expect(await judged('A13')).toMatchObject({ verdict: '达标' })
    })

    it('对照说的就是登记后的：逐条相同', async () => {
      const all = async () => (await backend.call('compliance.findings', { severities: [...ALL] })).findings
      const before = await all()
      const { changes } = await backend.call('compliance.previewStandards', {
        overrides: [override()],
        indicators: [{ ruleId: 'A10', isEnabled: false }],
      })
      await backend.call('compliance.recordOverride', override())
      await backend.call('compliance.setIndicators', { ruleIds: ['A10'], isEnabled: false, reason: '本年不考核' })
      const keyOf = (each: { organizationId: string; ruleId: string }) => `${each.organizationId}|${each.ruleId}`
      const old = new Map(before.map((each) => [keyOf(each), each]))
      const really = (await all()).filter((each) => {
        const was = old.get(keyOf(each))
        return was?.verdict !== each.verdict || was.severity !== each.severity || was.dueOn !== each.dueOn
      })
      expect(changes.map(keyOf)).toEqual(really.map(keyOf))
      expect(changes.length).toBeGreaterThan(0)
      for (const change of changes) expect(change.cause, change.ruleId).not.toBe('')
    })

    it('拟新增的方案版本：不上链也能先看；填错的说清楚', async () => {
      const profile = { basedOnId: 'DEF', changes: [{ key: 'termBranchYears', value: 5 }] }
      const { changes } = await backend.call('compliance.previewStandards', { profile })
      expect(changes.some((each) => each.ruleId === 'A13' && each.cause === '党支部任期由 3 年 变为 5 年')).toBe(true)
      const wrong = { basedOnId: 'DEF', changes: [{ key: 'termBranchYears', value: 50 }] }
      expect((await backend.refused('compliance.previewStandards', { profile: wrong })).problems).toMatchObject([
        { place: 'changes.0.value' },
      ])
    })

    it('什么也不改，没有会变的', async () => {
      expect((await backend.call('compliance.previewStandards', {})).changes).toEqual([])
    })
  })

  describe('指标包', () => {
    it('按条启停并留痕；不在指标包里的不能停', async () => {
      const item = async (id: string) => (await backend.call('compliance.indicatorPacks', {})).items.find((each) => each.ruleId === id)
      expect(await item('A10')).toMatchObject({ pack: 'QJ20', isEnabled: true, isEnabledByDefault: true, changedAt: null })
      expect(await backend.call('compliance.setIndicators', { ruleIds: ['A10', 'A11'], isEnabled: false, reason: '本年不考核' })).toEqual({
        changed: 2,
      })
      expect(await item('A10')).toMatchObject({ isEnabled: false, reason: '本年不考核' })
      expect((await judged('A11')).verdict).toBe('不适用')
      expect(await backend.call('compliance.setIndicators', { ruleIds: ['A10', 'A11'], isEnabled: true, reason: '恢复' })).toEqual({
        changed: 2,
      })
      expect((await judged('A11')).verdict).toBe('达标')
      expect((await backend.refused('compliance.setIndicators', { ruleIds: ['A15'], isEnabled: false, reason: '试' })).message).toContain(
        'A15',
      )
    })
  })

  it('参数目录 84 行：有类型的可编辑，其余只供查看', async () => {
    const { parameters } = await backend.call('compliance.parameters', {})
    expect(parameters).toHaveLength(84)
    const editable = parameters.filter((each) => each.values.length > 0)
    expect(editable.length).toBeGreaterThanOrEqual(23)
    expect(parameters.find((each) => each.catalogKey === 'dues.cap')?.values).toEqual([])
    expect(parameters.find((each) => each.catalogKey === 'org.upgrade_grace_months')).toMatchObject({
      isProductDefault: true,
      values: [{ ruleIds: ['A06'] }],
    })
  })
})
