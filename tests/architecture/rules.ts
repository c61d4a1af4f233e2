import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser'

/** 未解析（播种样例里没有装包）与已解析的写法都认；`electron` 与我们自己的 electron/ 目录不混。 */
const npm = (names: string) => `^(${names})$|node_modules/(${names})/`

const SLICES = 'organization|member|election|compliance|correspondence|assessment|calendar|exchange|organizational-life|settings|security'

function forbid(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IForbiddenRuleType {
  return { name, comment, severity: 'error', from, to }
}

/** 依赖的方向。连只取类型的引用也算：能说出别的进程的东西，迟早会去用。 */
export const DIRECTIONS: IForbiddenRuleType[] = [
  forbid('shared-is-pure', 'shared 只有纯函数，不见 Node', { path: '^shared/' }, { dependencyTypes: ['core'] }),
  forbid('shared-stands-alone', 'shared 不引别的目录', { path: '^shared/' }, { path: '^(electron|renderer|migrations|tests|scripts)/' }),
  forbid(
    'shared-needs-little',
    'shared 只依赖 zod 与 date-fns',
    { path: '^shared/' },
    { path: '^[^.]', pathNot: [`^shared/`, npm('zod|date-fns')] },
  ),
  forbid(
    'renderer-is-a-page',
    '界面不见 Node、后端与数据库',
    { path: '^renderer/' },
    { path: ['^(electron|migrations)/', npm('electron|kysely|better-sqlite3-multiple-ciphers')] },
  ),
  forbid('renderer-has-no-node', '界面不见 Node 内置模块', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
  forbid(
    'electron-only-in-app',
    'electron 这个包只在 electron/app 出现',
    { path: '.', pathNot: '^electron/app/' },
    { path: npm('electron') },
  ),
  forbid(
    'kysely-only-where-sql-is',
    'SQL 只写在 queries、db、dispatch、migrations',
    { path: '.', pathNot: ['(^|/)[a-z-]*queries\\.ts$', '^electron/(db|dispatch)/', '^migrations/', '^tests/'] },
    { path: npm('kysely') },
  ),
  forbid(
    'sqlite-only-in-db',
    '底层连接只在 electron/db 与 migrations',
    { path: '.', pathNot: ['^electron/db/', '^migrations/', '^tests/'] },
    { path: npm('better-sqlite3-multiple-ciphers') },
  ),
  forbid(
    'docx-only-in-document',
    'docx 库只在 electron/document',
    { path: '.', pathNot: ['^electron/document/', '^tests/'] },
    { path: npm('docx') },
  ),
  forbid(
    'rules-know-no-contract',
    '规则文件不引契约：规则先于接口',
    { path: '^shared/.*rules\\.ts$' },
    { path: '(^|/)(contract\\.ts$|shared/contract/)' },
  ),
  forbid(
    'usecases-do-not-call-each-other',
    '用例只由 backend.ts 组装，不互相调用',
    { path: '.', pathNot: ['^electron/backend\\.ts$', '^tests/'] },
    { path: '^electron/[^/]+/usecases\\.ts$' },
  ),
  forbid(
    'slices-meet-at-queries-and-papers',
    '后端切片之间只可用对方的查询，以及由数据成文、成表的纯函数',
    { path: `^electron/(${SLICES})/` },
    { path: `^electron/(${SLICES})/`, pathNot: ['^electron/$1/', '^electron/[^/]+/[a-z-]*(queries|documents?|workbook)\\.ts$'] },
  ),
  forbid(
    'pages-do-not-borrow',
    '页面切片之间不互相引用，公用的进 renderer/ui',
    { path: `^renderer/(${SLICES})/` },
    { path: `^renderer/(${SLICES})/`, pathNot: '^renderer/$1/' },
  ),
  forbid('ui-knows-no-slice', '通用部件不认识切片', { path: '^renderer/ui/' }, { path: `^renderer/(${SLICES})/` }),
  forbid(
    'product-knows-no-tests',
    '产品不引测试与脚本',
    { path: '^(shared|electron|renderer|migrations)/' },
    { path: '^(tests|scripts)/' },
  ),
  forbid('migrations-stand-alone', '迁移发布后不改，不引会变的代码', { path: '^migrations/' }, { path: '^(shared|electron|renderer)/' }),
  forbid('no-cycle', '没有环', { path: '.' }, { circular: true }),
]
