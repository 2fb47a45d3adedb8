import type {Order} from '@packline/core';

/** Runs in a page: hands the served orders on, a thousand at a time, oldest first. */
export async function fetchOrders(take: (orders: Order[]) => void | Promise<void>): Promise<number> {
  const {count, chunkCount} = (await (await fetch('/orders/')).json()) as {count: number; chunkCount: number};
  for (let chunk = 0; chunk < chunkCount; chunk += 1) await take(await fetchLines(`/orders/${String(chunk)}`));
  return count;
}

/** Newline-delimited orders of one address. */
export async function fetchLines(address: string): Promise<Order[]> {
  const text = await (await fetch(address)).text();
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as Order);
}
