import type {Order} from '@packline/core';
import type {DispatchAnswer, OrderEngine} from '@packline/core/engine';
import {aTimeout, expect, fixture, html, nextFrame} from '@open-wc/testing';
import {find} from '../../test/find.ts';
import {RecordingEngine} from '../../test/recording-engine.ts';
import {OrderController} from '../controllers/order-controller.ts';
import type {CommandRequestEvent} from '../events/command-request.ts';
import {ParcelPackRequestEvent} from '../events/parcel-pack-request.ts';
import {RefusalDismissRequestEvent} from '../events/refusal-dismiss-request.ts';
import {provideEngine} from './engine-context.ts';
import {setEngineFactory} from './engine-factory.ts';
import {PacklineElement} from './packline-element.ts';

class TestWidget extends PacklineElement {
  orderId: string | undefined;
  readonly order = new OrderController(this, () => this.orderId);
  renders = 0;

  get inUse(): OrderEngine | undefined {
    return this.connectedEngine;
  }
  get refusedCode(): string | undefined {
    return this.requests.refused?.refusal.code;
  }
  get words(): string {
    return `${this.strings.lang} ${this.format.lang} ${this.format.timeZone}`;
  }
  ask(event: CommandRequestEvent): Promise<DispatchAnswer | undefined> {
    return this.request(event);
  }
  protected override render() {
    this.renders += 1;
    return html`<p lang=${this.format.lang}>${this.strings.common.cancel}</p>`;
  }
}
customElements.define('test-widget', TestWidget);

const pack = () => new ParcelPackRequestEvent('o1', 'o1-p1', '1', 2);
const textOf = (widget: TestWidget) => widget.shadowRoot?.textContent?.trim();

describe('language of a widget', () => {
  afterEach(() => document.documentElement.removeAttribute('lang'));

  it('is that of the page, and changes with it', async () => {
    document.documentElement.lang = 'zh-HK';
    const widget = await fixture<TestWidget>(html`<test-widget></test-widget>`);
    expect(textOf(widget)).to.equal('取消');
    document.documentElement.lang = 'en';
    await nextFrame();
    await widget.updateComplete;
    expect(textOf(widget)).to.equal('Cancel');
  });

  it('never draws in another language first', async () => {
    document.documentElement.lang = 'zh-Hant';
    const widget = await fixture<TestWidget>(html`<test-widget></test-widget>`);
    expect(widget.renders).to.equal(1);
  });

  it('is its own before that of its surroundings, also inside a shadow root', async () => {
    const widget = await fixture<TestWidget>(html`<test-widget lang="zh-Hant"></test-widget>`);
    expect(textOf(widget)).to.equal('取消');
    widget.lang = 'en';
    await widget.updateComplete;
    expect(textOf(widget)).to.equal('Cancel');

    const host = await fixture<HTMLElement>(html`<div lang="zh-Hant"></div>`);
    const inner = document.createElement('test-widget') as TestWidget;
    host.attachShadow({mode: 'open'}).append(inner);
    await inner.updateComplete;
    expect(textOf(inner)).to.equal('取消');
  });

  it('shows times on the shop’s clock', async () => {
    const engine = new RecordingEngine();
    const widget = await fixture<TestWidget>(html`<test-widget lang="en" .engine=${engine.asEngine}></test-widget>`);
    expect(widget.words).to.equal('en en Asia/Hong_Kong');
    engine.settings = {...engine.settings, timeZone: 'Europe/London'};
    engine.change({settingsChanged: true});
    expect(widget.words).to.equal('en en Europe/London');
  });
});

describe('engine of a widget', () => {
  it('is the property, else one from above, else none', async () => {
    const above = new RecordingEngine().asEngine;
    const own = new RecordingEngine().asEngine;
    const root = await fixture<HTMLElement>(html`<section><test-widget></test-widget></section>`);
    const widget = find<TestWidget>(root, 'test-widget');
    expect(widget.inUse).to.equal(undefined);
    const provider = provideEngine(root, above); // later than the widget
    expect(widget.inUse).to.equal(above);
    widget.engine = own;
    await widget.updateComplete;
    expect(widget.inUse).to.equal(own);
    widget.engine = undefined;
    await widget.updateComplete;
    expect(widget.inUse).to.equal(above);
    const next = new RecordingEngine().asEngine;
    provider.set(next);
    expect(widget.inUse).to.equal(next);
    provider.stop();
    expect(widget.inUse).to.equal(undefined);
  });

  it('comes from above through shadow roots', async () => {
    const engine = new RecordingEngine().asEngine;
    const root = await fixture<HTMLElement>(html`<section><div></div></section>`);
    const provider = provideEngine(root, engine);
    const widget = document.createElement('test-widget') as TestWidget;
    find(root, 'div').attachShadow({mode: 'open'}).append(widget);
    expect(widget.inUse).to.equal(engine);
    provider.stop();
  });

  it('is made from endpoint and token, and released when the widget leaves, not when it moves', async () => {
    const made = new RecordingEngine();
    const asked: unknown[] = [];
    setEngineFactory((options) => {
      asked.push(options);
      return {engine: made.asEngine, release: () => made.close()};
    });
    const root = await fixture<HTMLElement>(html`<section><test-widget endpoint="https://shop.example/" token="secret-token"></test-widget><div></div></section>`);
    const widget = find<TestWidget>(root, 'test-widget');
    await aTimeout(0);
    expect(asked).to.deep.equal([{endpoint: 'https://shop.example/', token: 'secret-token'}]);
    expect(widget.inUse).to.equal(made.asEngine);
    find(root, 'div').append(widget);
    await aTimeout(0);
    expect([made.closed, asked.length]).to.deep.equal([0, 1]);
    widget.remove();
    await aTimeout(0);
    expect(made.closed).to.equal(1);
    expect(made.listeners.size).to.equal(0);
  });

  it('redraws once for many changes in one task', async () => {
    const engine = new RecordingEngine();
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine}></test-widget>`);
    const before = widget.renders;
    for (let index = 0; index < 10; index += 1) engine.change({orderIds: 'all'});
    await widget.updateComplete;
    expect(widget.renders).to.equal(before + 1);
  });
});

describe('requests of a widget', () => {
  it('become commands, with the answer on the event', async () => {
    const engine = new RecordingEngine();
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine}></test-widget>`);
    const answer = await widget.ask(pack());
    expect(answer?.ok).to.equal(true);
    expect(engine.dispatched).to.deep.equal([['o1', {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 2}]]);
  });

  it('are carried out once when widgets are nested, by the innermost', async () => {
    const outer = new RecordingEngine();
    const inner = new RecordingEngine();
    const root = await fixture<TestWidget>(html`<test-widget .engine=${outer.asEngine}><test-widget .engine=${inner.asEngine}></test-widget></test-widget>`);
    await (root.firstElementChild as TestWidget).ask(pack());
    expect([outer.dispatched.length, inner.dispatched.length]).to.deep.equal([0, 1]);
  });

  it('can be prevented by the host', async () => {
    const engine = new RecordingEngine();
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine}></test-widget>`);
    widget.addEventListener('parcel-pack-request', (event) => event.preventDefault());
    expect(await widget.ask(pack())).to.equal(undefined);
    expect(engine.dispatched).to.deep.equal([]);
  });

  it('hand a refusal back to the widget and tell the host', async () => {
    const engine = new RecordingEngine();
    engine.refusal = {code: 'parcel/verified', params: {position: 1}};
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine}></test-widget>`);
    const heard: string[] = [];
    widget.addEventListener('packline-refusal', (event) => heard.push(`${event.orderId} ${event.refusal.code}`));
    await widget.ask(pack());
    expect([widget.refusedCode, ...heard]).to.deep.equal(['parcel/verified', 'o1 parcel/verified']);
    engine.refusal = undefined;
    await widget.ask(pack());
    expect(widget.refusedCode).to.equal(undefined);
  });

  it('tell the host when something broke, and throw nothing', async () => {
    const engine = new RecordingEngine();
    engine.error = new Error('The device is full.');
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine}></test-widget>`);
    const heard: unknown[] = [];
    widget.addEventListener('packline-problem', (event) => heard.push(event.error));
    expect(await widget.ask(pack())).to.equal(undefined);
    expect(heard).to.deep.equal([engine.error]);
  });

  it('dismiss a refusal that was read', async () => {
    const engine = new RecordingEngine();
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine}></test-widget>`);
    widget.dispatchEvent(new RefusalDismissRequestEvent('e1'));
    await aTimeout(0);
    expect(engine.dismissed).to.deep.equal(['e1']);
  });
});

describe('an order kept up to date', () => {
  const order = (version: number) => ({id: 'o1', version}) as Order;

  it('is read, read again when it changed, and missing when the device lacks it', async () => {
    const engine = new RecordingEngine();
    engine.orders.set('o1', order(1));
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine} .orderId=${'o1'}></test-widget>`);
    await aTimeout(0);
    expect([widget.order.state, widget.order.order?.version]).to.deep.equal(['ready', 1]);
    engine.orders.set('o1', order(2));
    engine.change({orderIds: new Set(['other'])});
    await aTimeout(0);
    expect(widget.order.order?.version).to.equal(1);
    engine.change({orderIds: new Set(['o1'])});
    await aTimeout(0);
    expect(widget.order.order?.version).to.equal(2);
    widget.orderId = 'gone';
    widget.requestUpdate();
    await aTimeout(0);
    expect([widget.order.state, widget.order.order]).to.deep.equal(['missing', undefined]);
  });

  it('ignores an answer that comes late for another order', async () => {
    const engine = new RecordingEngine();
    let release: (order: Order | undefined) => void = () => {};
    engine.readOrder = (id) => (id === 'slow' ? new Promise((resolve) => (release = resolve)) : Promise.resolve(order(7)));
    const widget = await fixture<TestWidget>(html`<test-widget .engine=${engine.asEngine} .orderId=${'slow'}></test-widget>`);
    widget.orderId = 'o1';
    widget.requestUpdate();
    await aTimeout(0);
    release({id: 'slow', version: 1} as Order);
    await aTimeout(0);
    expect(widget.order.order?.id).to.equal('o1');
  });
});
