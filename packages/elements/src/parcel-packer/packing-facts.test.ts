import {expect} from '@open-wc/testing';
import type {Order} from '@packline/core';
import {openShop, teaOrder, hkd} from '../../test/packing-shop.ts';
import {matchScan} from './match-scan.ts';
import {packingFactsOf} from './packing-facts.ts';

async function withOrder(test: (order: Order, act: (...bodies: Parameters<Awaited<ReturnType<typeof openShop>>['act']>[1][]) => Promise<Order>) => void | Promise<void>) {
  const lines = [...teaOrder('1').lines, {id: 'again', sku: 'TEA-DD-150', name: 'Another oolong', quantity: 2, unitPrice: hkd(1)}, {id: 'fee', sku: 'FEE', name: 'Gift wrap', quantity: 1, unitPrice: hkd(1), requiresShipping: false}];
  const shop = await openShop({o1: teaOrder('10475', {lines})});
  const order = await shop.engine.readOrder('o1');
  if (order === undefined) throw new Error('The order is not there.');
  await test(order, (...bodies) => shop.act('o1', ...bodies));
  await shop.close();
}

describe('facts of packing', () => {
  it('count every unit once, by stage and parcel, and leave out what does not travel', async () => {
    await withOrder(async (order, act) => {
      expect(packingFactsOf(order)).to.include({total: 7, packed: 0});
      expect(packingFactsOf(order).groups).to.deep.equal([{stage: 'left', position: 0, count: 7}]);
      const later = await act(
        {type: 'parcel.pack', parcelId: 'o1-p1', lineId: 'oolong', quantity: 2},
        {type: 'parcel.pack', parcelId: 'o1-p1', lineId: 'scoop', quantity: 1},
        {type: 'parcel.verify', parcelId: 'o1-p1', lineId: 'scoop'},
        {type: 'parcel.add', parcelId: 'p2'},
        {type: 'parcel.pack', parcelId: 'p2', lineId: 'oolong', quantity: 1},
        {type: 'parcel.verify', parcelId: 'p2'},
        {type: 'parcel.send', parcelId: 'p2'},
      );
      const facts = packingFactsOf(later);
      expect([facts.total, facts.packed]).to.deep.equal([7, 4]);
      expect(facts.groups).to.deep.equal([
        {stage: 'verified', position: 1, count: 1},
        {stage: 'packing', position: 1, count: 2},
        {stage: 'sent', position: 2, count: 1},
        {stage: 'left', position: 0, count: 3},
      ]);
      expect(facts.whereabouts.get('oolong')).to.deep.equal([
        {position: 1, count: 2},
        {position: 2, count: 1},
      ]);
      expect(facts.places.has('fee')).to.equal(false);
      expect(packingFactsOf(later)).to.equal(facts);
    });
  });
});

describe('a scanned code', () => {
  it('finds its line by SKU, whatever the case, and the next line of the same product when one is full', async () => {
    await withOrder(async (order, act) => {
      const match = (of: Order, code: string) => {
        const found = matchScan(of, packingFactsOf(of), code);
        return found.kind === 'line' ? found.line.id : found.kind === 'over' ? `over ${found.line.id} ${found.ordered}` : found.kind;
      };
      expect(match(order, ' tea-dd-150 ')).to.equal('oolong');
      expect(match(order, 'FEE')).to.equal('unknown');
      expect(match(order, '4891234506711')).to.equal('unknown');
      expect(match(order, '  ')).to.equal('unknown');
      const full = await act({type: 'parcel.pack', parcelId: 'o1-p1', lineId: 'oolong', quantity: 3});
      expect(match(full, 'TEA-DD-150')).to.equal('again');
      const over = await act({type: 'parcel.pack', parcelId: 'o1-p1', lineId: 'again', quantity: 2});
      expect(match(over, 'TEA-DD-150')).to.equal('over oolong 5');
    });
  });
});
