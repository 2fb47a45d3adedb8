import {createHash} from 'node:crypto';
import type {Command} from '@packline/core';

/**
 * A hash of what a command asks for. Sent again, a command may carry another clock or place in its device's queue; it
 * is the same wish as long as order and body are. Parsing has put the fields in one order, so the text can be compared.
 */
export function fingerprintOf(command: Command): string {
  const {id: _id, schemaVersion: _version, device: _device, claimedAt: _claimed, ...wish} = command;
  return createHash('sha256').update(JSON.stringify(wish)).digest('base64url');
}
