import type {Problem} from '@packline/core';

/**
 * Which commands of a request a problem document points at, with what it says of each: `/commands/3/order/lines/0/sku`
 * is command 3. Empty when it points at none.
 */
export function pointedCommands(problem: Problem | undefined, count: number): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const {pointer, detail} of problem?.errors ?? []) {
    const [, index, rest = ''] = /^\/commands\/(\d+)(\/.*)?$/.exec(pointer) ?? [];
    if (index === undefined || Number(index) >= count) continue;
    const said = found.get(Number(index));
    found.set(Number(index), `${said === undefined ? '' : `${said} `}${rest} ${detail}`.trim());
  }
  return found;
}
