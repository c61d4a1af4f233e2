/** 命令行自己用错了：与调度器的拒绝分开，退出码 2。 */
export class UsageError extends Error {}
