import { ACCOUNT_ROLES, type AccountRole } from '../../shared/glossary.ts'

const NOTES: Readonly<Record<AccountRole, readonly [can: string, cannot: string]>> = {
  党委管理员: ['全部都能看、都能办，身份也由他管。', '至少要有一位。'],
  支部操作员: [
    '自己支部（党总支的连同下面的支部）的名册与党员事件、组织生活、组织生活会、民主评议、谈心谈话、附件、台账、公文草稿、日历勾办，都能看、能办、能导出。',
    '届次与换届、得分、体检单、已登记的公文只看。导入花名册、取号签发、月结、勾核与关闭发现、考核评定、标准、备份、日志、身份不归他；别的支部一点也看不到。',
  ],
  只读检查员: [
    '全部（或一个范围）都能看、能导出；看证号、谈话要点的原文也行，每看一次留一条。',
    '什么也不能登记、更改；备份、恢复、导入、导出操作日志也不行。',
  ],
}

/** 各身份能办什么，设的时候、看的时候都用得着。 */
export function RoleNotes() {
  return (
    <dl className="role-notes">
      {ACCOUNT_ROLES.map((role) => (
        <div key={role}>
          <dt>{role}</dt>
          <dd>
            <p>{NOTES[role][0]}</p>
            <p className="secondary">{NOTES[role][1]}</p>
          </dd>
        </div>
      ))}
    </dl>
  )
}
