import type { ActivityView } from '../../shared/organizational-life/activity-contract.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { durationText } from '../../shared/organizational-life/clock.ts'
import { sizeText } from './FilesSection.tsx'
import './activity-summary.css'

/** 一次活动看一眼：时间地点、类型、议题与结论、签到、议定事项、附件。抽屉与详情页共用。 */
export function ActivitySummary({ activity }: { activity: ActivityView }) {
  const present = activity.attendance.filter(({ status }) => status === '出席')
  const away = activity.attendance.filter(({ status, isExpected }) => status !== '出席' && isExpected)
  const beside = activity.attendance.filter(({ status }) => status === '列席')
  const unsure = activity.types.filter(({ isCounted }) => !isCounted)
  return (
    <div className="summary">
      <dl className="summary-facts">
        <div>
          <dt>时间</dt>
          <dd>
            {activity.heldOn} {activity.startsAt} 至 {activity.endsAt}，{durationText(activity.startsAt, activity.endsAt)}
          </dd>
        </div>
        <div>
          <dt>地点</dt>
          <dd>{activity.place === '' ? '没有写' : activity.place}</dd>
        </div>
        <div>
          <dt>主持，记录</dt>
          <dd>
            {activity.hostName === '' ? '没有写' : activity.hostName}，{activity.recorderName === '' ? '没有写' : activity.recorderName}
          </dd>
        </div>
        <div>
          <dt>计入类型</dt>
          <dd className="summary-types">
            {activity.types.map(({ type, isCounted }) => (
              <span key={type} className="type-tag" data-counted={isCounted}>
                {type}
                {!isCounted && '，待确认'}
              </span>
            ))}
          </dd>
        </div>
        {activity.groupName !== '' && (
          <div>
            <dt>党小组</dt>
            <dd>{activity.groupName}</dd>
          </div>
        )}
        {activity.extras.theme !== '' && (
          <div>
            <dt>主题</dt>
            <dd>{activity.extras.theme}</dd>
          </div>
        )}
        {activity.contentKinds.length > 0 && (
          <div>
            <dt>内容</dt>
            <dd>{activity.contentKinds.join('、')}</dd>
          </div>
        )}
        {activity.postponeReason !== '' && (
          <div>
            <dt>顺延原因</dt>
            <dd>{activity.postponeReason}</dd>
          </div>
        )}
        <div>
          <dt>党建e家</dt>
          <dd>
            {activity.eHomeOn === null ? '没有登记' : `${activity.eHomeOn} 办理${activity.eHomeNo === '' ? '' : `，${activity.eHomeNo}`}`}
          </dd>
        </div>
      </dl>
      {unsure.map(({ type, why }) => (
        <p key={type} className="small summary-uncounted">
          “{type}”暂不计次，待确认：{why}；补上就计。
        </p>
      ))}
      {activity.types.length > 1 && unsure.length === 0 && (
        <p className="small secondary">
          {activity.types.length} 类各有议题与结论，各计一次；学时只计 {(activity.minutes / 60).toFixed(1)}。
        </p>
      )}

      <h3>议题</h3>
      {activity.topics.length === 0 && activity.narrative === '' && <p className="small secondary">没有写议题。</p>}
      <ol className="summary-topics">
        {activity.topics.map((topic) => (
          <li key={topic.id}>
            <span className="summary-clock">{topic.startsAt ?? topic.seq}</span>
            <div>
              <p className="summary-title">{topic.title}</p>
              <p className="small secondary">
                {[
                  activity.types.length > 1 ? topic.type : '',
                  topic.speakerName === ''
                    ? ''
                    : `主讲 ${topic.speakerName}${topic.speakerRole === null ? '' : `（${topic.speakerRole}）`}`,
                ]
                  .filter((part) => part !== '')
                  .join('，')}
              </p>
              {topic.summary !== '' && <p className="summary-text">{topic.summary}</p>}
              {topic.resolution !== '' && (
                <p className="summary-text">
                  <strong>决议：</strong>
                  {topic.resolution}
                </p>
              )}
              {topic.votes.map((vote) => (
                <p key={vote.seq} className="summary-vote small">
                  <SeverityMark
                    severity={vote.outcome.problems.length > 0 ? '红线' : vote.outcome.isPassed ? '达标' : '应当'}
                    text={vote.outcome.isPassed ? '通过' : vote.outcome.isQuorate ? '没有通过' : '到会不足'}
                  />
                  <span>
                    {vote.matter}
                    {vote.subject === '' ? '' : `（${vote.subject}）`}，应到 {vote.expectedCount}，实到 {vote.presentCount}，赞成{' '}
                    {vote.approveCount}，反对 {vote.againstCount}，弃权 {vote.abstainCount}
                    {vote.writtenApproveCount > 0 && `，书面赞成 ${vote.writtenApproveCount}`}
                  </span>
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
      {activity.extras.deliberation !== '' && (
        <>
          <h3>酝酿意见</h3>
          <p className="summary-text">{activity.extras.deliberation}</p>
        </>
      )}
      {activity.narrative !== '' && (
        <>
          <h3>整体记录</h3>
          <p className="summary-text">{activity.narrative}</p>
        </>
      )}

      <h3>
        签到
        <span className="small secondary">
          应到 {activity.expectedCount}，实到 {activity.presentCount}
          {away.length > 0 && `，没到 ${away.length}`}
        </span>
      </h3>
      <ul className="summary-names">
        {present.map((row) => (
          <li key={row.memberId}>{row.name}</li>
        ))}
      </ul>
      {away.length > 0 && (
        <p className="small secondary">
          {away.map((row) => `${row.name}${row.status}${row.reason === '' ? '' : `（${row.reason}）`}`).join('，')}
        </p>
      )}
      {(beside.length > 0 || activity.guests.length > 0) && (
        <p className="small secondary">
          列席：
          {[
            ...beside.map(({ name, reason }) => (reason === '' ? name : `${name}（${reason}）`)),
            ...activity.guests.map(({ name, role }) => (role === '' ? name : `${name}（${role}）`)),
          ].join('、')}
        </p>
      )}

      {activity.tasks.length > 0 && (
        <>
          <h3>议定事项</h3>
          <ul className="summary-tasks">
            {activity.tasks.map((task) => (
              <li key={task.id}>
                <span>{task.content}</span>
                <span className="small secondary nowrap">
                  {[task.ownerName, task.doneOn !== null ? `${task.doneOn} 办结` : task.dueOn === null ? '' : `${task.dueOn} 前办结`]
                    .filter((part) => part !== '')
                    .join('，')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <SummaryFiles activityId={activity.id} />
    </div>
  )
}

function SummaryFiles({ activityId }: { activityId: string }) {
  const files = useBackendQuery('life.files', { activityId })
  const rows = files.data?.rows ?? []
  const faulty = rows.filter(({ state }) => state !== '完好').length
  return (
    <>
      <h3>
        附件
        <span className="small secondary">
          {rows.length === 0 ? '没有' : `${rows.length} 件，${faulty === 0 ? '原件都在' : `${faulty} 件的原件有问题`}`}
        </span>
      </h3>
      {rows.length > 0 && (
        <ul className="summary-files">
          {rows.map((file) => (
            <li key={file.id}>
              {file.thumbnail !== null && (
                <img src={`data:${file.thumbnail.startsWith('iVBOR') ? 'image/png' : 'image/jpeg'};base64,${file.thumbnail}`} alt="" />
              )}
              <span className="ellipsis">{file.name}</span>
              <span className="small secondary nowrap">{file.state === '完好' ? sizeText(file.byteCount) : `原件${file.state}`}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
