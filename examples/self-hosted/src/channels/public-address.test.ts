import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isPublicAddress} from './public-address.ts';

test('addresses of this machine, of its network and of nobody are private', () => {
  const all = [
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9',
    '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', 'fe80::1', 'fe80::1%lo', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::', 'fec0::1',
    '', 'localhost', '127.1', '2130706433', '0x7f.1',
  ];
  for (const address of all) assert.equal(isPublicAddress(address), false, address);
});

test('everything else is public', () => {
  for (const address of ['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '192.167.1.1', '100.128.0.1', '223.255.255.255', '2606:4700:4700::1111', '2400:cb00::1']) assert.equal(isPublicAddress(address), true, address);
});
