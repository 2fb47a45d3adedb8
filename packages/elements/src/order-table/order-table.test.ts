import {aTimeout, expect, nextFrame} from '@open-wc/testing';
import {find} from '../../test/find.ts';
import {closeShops, hkd, line, openShop} from '../../test/shop.ts';
import {all, linesOf, numbersOf, openTable, settle, textOf, type} from '../../test/order-table.ts';

describe('the order list', () => {
  afterEach(closeShops);

  it('shows the order of each line, whole screens of them, wherever one scrolls among 10,000', async function () {
    this.timeout(60_000);
    const count = 10_000;
    const shop = await openShop({count});
    const table = await openTable(shop);
    const grid = find(table, '.grid');
    const height = find(table, '.row').offsetHeight;
    expect(find(table, '.rows').offsetHeight).to.equal(count * height);
    let seed = 7;
    const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below;
    const places = [0, ...Array.from({length: 60}, () => random(count * height)), 1e9, 3, 0];
    for (const place of places) {
      grid.scrollTop = place;
      await nextFrame();
      const lines = linesOf(table);
      for (const {index, number, top} of lines) {
        expect(number, `line ${index} at ${place}`).to.equal(String(1000 + count - index));
        expect(top, `place of line ${index}`).to.equal(index * height);
      }
      const first = Math.floor(grid.scrollTop / height);
      const last = Math.min(count - 1, Math.ceil((grid.scrollTop + grid.clientHeight - 34) / height) - 1);
      expect([lines[0]?.index ?? -1, lines.at(-1)?.index ?? -1], `screen at ${place}`).to.satisfy(([from, to]: number[]) => (from ?? 1e9) <= first && (to ?? -1) >= last);
      expect(new Set(lines.map(({index}) => index)).size, 'no line twice').to.equal(lines.length);
    }
  });

  it('repaints one line when it is scrolled by one, and no element moves to another line without need', async () => {
    const table = await openTable(await openShop({count: 300}));
    const places = () => new Map(all(table, '.row:not([hidden])').map((row) => [row, row.ariaRowIndex]));
    const grid = find(table, '.grid');
    grid.scrollTop = 50 * 44;
    await settle(table);
    const before = places();
    grid.scrollTop += 44;
    await settle(table);
    expect([...places()].filter(([row, place]) => before.get(row) !== place).length).to.equal(1);
  });

  it('says how many there are, and how they are sorted', async () => {
    const table = await openTable(await openShop({count: 3}));
    expect(table.count).to.equal(3);
    expect(find(table, '.grid').getAttribute('aria-rowcount')).to.equal('4');
    expect(textOf(table, 'footer > span')).to.deep.equal(['3 orders', 'Newest first']);
    expect(textOf(table, '.tab')).to.deep.equal(['To review0', 'To pack0', 'Packed0', 'All3']);
  });

  it('narrows while one types, by number, product, customer and Chinese name', async () => {
    const people = ['陳嘉欣 Chan Ka Yan', 'Priya Nair', '黃詠詩 Wong Wing Sze'];
    const shop = await openShop({count: 30, order: (index) => ({customer: {name: people[index % 3] ?? ''}, lines: [line({name: index % 2 === 0 ? 'Jasmine pearls 100 g' : '凍頂烏龍 150 g'})]})});
    const table = await openTable(shop);
    await type(table, '1007');
    expect(numbersOf(table)).to.deep.equal(['1007']);
    await type(table, 'nair');
    expect(table.count).to.equal(10);
    await type(table, '詠詩');
    expect(table.count).to.equal(10);
    await type(table, '烏龍 priya');
    expect(table.count).to.equal(5);
    expect(textOf(table, 'footer > span')[0]).to.equal('5 results');
    find(table, 'button[aria-label="Clear search"]').click();
    await settle(table);
    expect([table.count, table.queryText]).to.deep.equal([30, '']);
  });

  it('marks what was found in the rows on screen, after a scroll too', async () => {
    const shop = await openShop({count: 400, order: () => ({lines: [line({name: 'Jasmine pearls 100 g'})]})});
    const table = await openTable(shop);
    const marked = () => [...(CSS.highlights.get('pl-match') ?? [])].map((range) => (range as Range).toString());
    await type(table, 'pearls');
    expect(marked().length).to.be.greaterThan(10);
    find(table, '.grid').scrollTop = 5000;
    await settle(table);
    expect(marked().length).to.be.greaterThan(10);
    expect(new Set(marked())).to.deep.equal(new Set(['pearls']));
    table.remove();
    expect(marked()).to.deep.equal([]);
  });

  it('sorts by a column, and the other way round when pressed again', async () => {
    const shop = await openShop({count: 5, order: (index) => ({lines: [line({quantity: 1, unitPrice: hkd([500, 100, 900, 300, 700][index] ?? 0)})]})});
    const table = await openTable(shop);
    const press = async (name: string) => {
      all(table, '.head button').find((button) => button.textContent?.trim() === name)?.click();
      await settle(table);
    };
    const sorted = () => find(table, '[aria-sort]').getAttribute('aria-sort');
    await press('Total');
    expect([numbersOf(table), sorted()]).to.deep.equal([['1003', '1005', '1001', '1004', '1002'], 'descending']);
    await press('Total');
    expect([numbersOf(table), sorted()]).to.deep.equal([['1002', '1004', '1001', '1005', '1003'], 'ascending']);
    await press('Order');
    expect(numbersOf(table)[0]).to.equal('1005');
  });

  it('keeps to a view, and says what was chosen by hand', async () => {
    const shop = await openShop({count: 4});
    shop.upload('o1002');
    await shop.synced();
    const table = await openTable(shop);
    const heard: string[] = [];
    table.addEventListener('query-change', ({text, sort}) => heard.push(`${text} ${sort.field}`));
    all(table, '.tab')[0]?.click();
    await settle(table);
    expect([numbersOf(table), table.view, heard]).to.deep.equal([['1002'], 'to_review', [' placedAt']]);
    expect(find(table, '.tab[aria-selected=true]').textContent).to.contain('To review');
  });

  it('filters by status, days and total, shows each as a chip, and names the one that emptied the list', async () => {
    const shop = await openShop({count: 6, order: (index) => ({placedAt: `2026-11-0${index + 1}T04:00:00Z`, lines: [line({quantity: 1, unitPrice: hkd((index + 1) * 10_000)})], ...(index < 2 ? {paid: {method: 'cash'}} : {})})});
    const table = await openTable(shop);
    find(table, '.filter-button').click();
    await settle(table);
    const change = async (input: HTMLInputElement | undefined, value: string | boolean) => {
      if (input === undefined) throw new Error('No such filter.');
      if (typeof value === 'boolean') input.checked = value;
      else input.value = value;
      input.dispatchEvent(new Event('change', {bubbles: true}));
      await settle(table);
    };
    const status = (name: string) => all(table, '.statuses .choice').find((label) => label.textContent?.trim() === name)?.querySelector('input') ?? undefined;
    const [from, to] = all(table, '.panel input[type=date]') as HTMLInputElement[];
    const [least] = all(table, '.panel input[inputmode=decimal]') as HTMLInputElement[];
    await change(status('Processing'), true);
    expect(numbersOf(table)).to.deep.equal(['1002', '1001']);
    await change(from, '2026-11-02');
    await change(to, '2026-11-05');
    expect(numbersOf(table)).to.deep.equal(['1002']);
    expect(textOf(table, '.chip > span:not(.name)')).to.deep.equal(['Processing', '2 Nov–5 Nov']);
    await change(least, '250');
    expect(table.count).to.equal(0);
    expect(find(table, '.empty h2').textContent).to.equal('No orders match');
    expect(find(table, '.empty p').textContent).to.equal('Without Status Processing there are 3 orders.');
    all(table, '.empty button')[0]?.click();
    await settle(table);
    expect([table.count, textOf(table, '.chip .name')]).to.deep.equal([3, ['Date', 'Total']]);
    find(table, '.chip button').click();
    await settle(table);
    expect(textOf(table, '.chip .name')).to.deep.equal(['Total']);
  });

  it('says why a query cannot be read, and keeps showing orders', async () => {
    const table = await openTable(await openShop({count: 2}));
    await type(table, 'total:>abc');
    expect(find(table, '[role=alert]').textContent).to.equal('>abc is not a number such as 150.');
    expect([table.count, find(table, 'input[type=search]').ariaInvalid]).to.deep.equal([2, 'true']);
    await type(table, 'total:>150');
    expect([all(table, '[role=alert]').length, table.count]).to.deep.equal([0, 2]);
  });

  it('says that there are no orders yet, and that a widget without an engine has nothing to show', async () => {
    const table = await openTable(await openShop());
    expect(find(table, '.empty h2').textContent).to.equal('No orders yet');
    table.engine = undefined;
    await settle(table);
    expect(find(table, '.empty h2').textContent).to.equal('This widget has nothing to show yet.');
  });

  it('shows nothing of a shop that was signed out of', async () => {
    const shop = await openShop({count: 50});
    const table = await openTable(shop);
    await shop.engine.signOut();
    await aTimeout(50);
    await settle(table);
    expect([table.count, numbersOf(table)]).to.deep.equal([0, []]);
    expect(find(table, '.strips').textContent).to.contain('You are signed out.');
  });

  it('keeps the line at the top when lines become higher, and adds lines when there is room for more', async () => {
    const shop = await openShop({count: 500});
    const table = await openTable(shop, 1280, 400);
    find(table, '.grid').scrollTop = 100 * 44;
    await settle(table);
    const before = linesOf(table).length;
    table.density = 'comfortable';
    await settle(table);
    expect(find(table, '.grid').scrollTop).to.equal(100 * 52);
    table.style.height = '800px';
    await settle(table);
    const lines = linesOf(table);
    expect(lines.length).to.be.greaterThan(before);
    for (const {index, number, top} of lines) expect([number, top]).to.deep.equal([String(1500 - index), index * 52]);
  });
});
