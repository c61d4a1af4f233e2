import type { DocumentModel, PageArea } from '../../shared/document/model.ts'
import { LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH, MARGIN, MARK_TOP, PAGE, PITCH, TEXT_WIDTH, mm, twips } from './styles.ts'

/**
 * 一种版心读法的纵向尺寸（磅）。`origin` 是版心上边缘在排版原点（上页边距处）下方多少：标志、版记、页码一律从纸边量，
 * 两种读法印在同一处；只有正文的行位不同。
 */
export type Geometry = {
  readonly pageArea: PageArea
  readonly marginTop: number
  readonly marginBottom: number
  readonly textHeight: number
  readonly pitch: number
  /** 发文机关标志上边缘，自排版原点。 */
  readonly markTop: number
  /** 版心下边缘（距纸边 35 毫米），自排版原点；版记末条线落在这里。 */
  readonly foot: number
}

function roundToTwip(points: number): number {
  return twips(points) / 20
}

function geometry(pageArea: PageArea, marginTop: number, marginBottom: number, pitch: number): Geometry {
  return {
    pageArea,
    marginTop,
    marginBottom,
    textHeight: PAGE.height - marginTop - marginBottom,
    pitch,
    markTop: MARGIN.top + MARK_TOP - marginTop,
    foot: PAGE.height - MARGIN.bottom - marginTop,
  }
}

/**
 * common：上下页边距 37、35 毫米，行距 28.95 磅，首行字上沿在纸上 40.3 毫米。
 * strict：首行字上沿、末行字下沿恰在 37、262 毫米；行距 = 字高加 7/8 字高 = 29.6 磅（3.2）。
 */
const GEOMETRY: Record<PageArea, Geometry> = {
  common: geometry('common', MARGIN.top, MARGIN.bottom, PITCH.body),
  strict: geometry('strict', roundToTwip(mm(33.5)), roundToTwip(mm(33.75)), 592 / 20),
}

export function geometryOf(model: Pick<DocumentModel, 'pageArea'>): Geometry {
  return GEOMETRY[model.pageArea]
}

/** 一面纸上排字的宽与高（磅）。横向面两种读法相同。 */
export function areaOf(orientation: '纵向' | '横向', { textHeight }: Geometry): { width: number; height: number } {
  return orientation === '纵向' ? { width: TEXT_WIDTH, height: textHeight } : { width: LANDSCAPE_WIDTH, height: LANDSCAPE_HEIGHT }
}
