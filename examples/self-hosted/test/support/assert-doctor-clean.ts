import assert from 'node:assert/strict';
import {runDoctor} from '../../src/operations/doctor/run-doctor.ts';
import type {Services} from '../../src/services.ts';

/** Fails with everything the doctor finds wrong with the shop. */
export async function assertDoctorClean({storage, storeId}: Pick<Services, 'storage' | 'storeId'>): Promise<void> {
  const {findings, checked} = await runDoctor(storage, storeId);
  assert.deepEqual(findings, [], `the doctor looked at ${checked.orders} orders`);
}
