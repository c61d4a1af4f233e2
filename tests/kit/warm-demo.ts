// npm test 在静态检查的同时先备好演示集团，用到它的测试不必等。
import { demoData } from './demo-data.ts'

await demoData('2026-09-14')
