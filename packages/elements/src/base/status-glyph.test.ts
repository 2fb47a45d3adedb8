import {ORDER_STATUSES, STATUS_DETAILS} from '@packline/core';
import {expect, fixture, html} from '@open-wc/testing';
import {EVERY_STATUS} from '../../test/gallery/every-status.ts';
import {createShapeElement, paintShape} from './shape.ts';
import {glyphOf, statusGlyph, unsentGlyph} from './status-glyph.ts';

describe('status glyphs', () => {
  it('draws every status and every detail', () => {
    for (const status of ORDER_STATUSES) expect(glyphOf(status).line ?? glyphOf(status).fill, status).to.be.a('string');
    for (const code of STATUS_DETAILS) expect(glyphOf('processing', {code, count: 1, of: 2}), code).to.have.property('tone');
  });

  it('covers every detail in the list the gallery shows', () => {
    const shown = new Set(EVERY_STATUS.map(([, detail]) => detail?.code).filter((code) => code !== undefined));
    expect([...shown].sort()).to.deep.equal([...STATUS_DETAILS].sort());
  });

  it('draws what differs differently', () => {
    const same = new Set(['delivered', 'handed_over', 'none', 'sent', 'part_delivered']); // told apart by words alone, as drawn
    const seen = new Map<object, string>();
    for (const [status, detail] of EVERY_STATUS) {
      const name = `${status} ${detail?.code ?? 'none'} ${detail?.count ?? ''}`;
      const glyph = glyphOf(status, detail);
      if (!same.has(detail?.code ?? 'none')) expect(seen.get(glyph), name).to.equal(undefined);
      seen.set(glyph, name);
    }
    expect(seen.has(unsentGlyph)).to.equal(false);
  });

  it('fills a pie in steps: to a third a quarter, to two thirds a half, below one three quarters', () => {
    const at = (count: number, of: number) => glyphOf('processing', {code: 'packing', count, of});
    expect(at(0, 5)).to.equal(at(1, 3));
    expect(at(34, 100)).to.equal(at(2, 3));
    expect(at(67, 100)).to.equal(at(99, 100));
    expect(new Set([at(1, 3), at(2, 3), at(99, 100)]).size).to.equal(3);
    expect(glyphOf('processing', {code: 'part_sent', count: 1, of: 2})).to.equal(at(1, 2));
  });

  it('gives tones that say how it goes', () => {
    expect(glyphOf('complete', {code: 'problem'}).tone).to.equal('trouble');
    expect(glyphOf('pending_payment', {code: 'reversed'}).tone).to.equal('trouble');
    expect(glyphOf('processing', {code: 'on_hold'}).tone).to.equal('attention');
    expect(glyphOf('complete', {code: 'returned'}).tone).to.equal('quiet');
    expect(glyphOf('complete', {code: 'left', count: 2}).tone).to.equal('done');
  });

  it('keeps the status true for a detail of a newer server', () => {
    expect(glyphOf('complete', {code: 'teleported' as 'sent'})).to.equal(glyphOf('complete'));
  });

  it('paints by hand what the template draws', async () => {
    const detail = {code: 'sent'} as const;
    const drawn = await fixture<SVGElement>(html`${statusGlyph('complete', detail)}`);
    const painted = createShapeElement(14, 14);
    paintShape(painted, glyphOf('complete', detail), 'tone-done');
    // A layer that a shape does not have may stand there empty.
    const layers = (svg: Element) => [...svg.querySelectorAll('path')].map((path) => `${path.getAttribute('class')} ${path.getAttribute('d')}`).filter((layer) => !layer.endsWith(' '));
    expect(layers(painted)).to.deep.equal(layers(drawn));
    expect([...painted.classList].sort()).to.deep.equal([...drawn.classList].sort());
    paintShape(painted, glyphOf('draft'), 'tone-quiet');
    expect(layers(painted)).to.deep.equal([`line ${glyphOf('draft').line}`]);
    expect(painted.classList.contains('mirrored')).to.equal(false);
  });
});
