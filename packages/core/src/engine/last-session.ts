import type {Platform} from './platform.ts';

/** Whose orders were opened last on this device, so that an offline start needs to ask nobody. */
export interface LastSession {
  readonly storeId: string;
  readonly userId: string;
}

const keyOf = (prefix: string, endpoint: string): string => `${prefix}|last|${endpoint}`;

export function readLastSession({storage}: Platform, prefix: string, endpoint: string): LastSession | undefined {
  try {
    const value: unknown = JSON.parse(storage?.getItem(keyOf(prefix, endpoint)) ?? 'null');
    if (typeof value !== 'object' || value === null) return undefined;
    const {storeId, userId} = value as Partial<LastSession>;
    return typeof storeId === 'string' && typeof userId === 'string' ? {storeId, userId} : undefined;
  } catch {
    return undefined;
  }
}

/** Remembers it; a device that cannot asks the backend at the next start. */
export function writeLastSession({storage}: Platform, prefix: string, endpoint: string, last: LastSession | undefined): void {
  try {
    if (last === undefined) storage?.removeItem(keyOf(prefix, endpoint));
    else storage?.setItem(keyOf(prefix, endpoint), JSON.stringify(last));
  } catch {
    // A full or blocked storage: nothing is lost but the offline start.
  }
}
