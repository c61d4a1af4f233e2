/** 备份隔多少天算旧。 */
export const BACKUP_STALE_DAYS = 7
/** 多少天没有另存到别处就提醒：一个月一次。 */
export const OFFSITE_STALE_DAYS = 31
