import { useState, type KeyboardEvent } from 'react'

/** 输口令时大写锁定开着没有；头一个键按下去才知道。 */
export function useCapsLock() {
  const [isOn, setOn] = useState(false)
  const look = (event: KeyboardEvent<HTMLInputElement>) => setOn(event.getModifierState('CapsLock'))
  return { isOn, listeners: { onKeyUp: look } }
}
