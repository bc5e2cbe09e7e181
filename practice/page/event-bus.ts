import { Emitter, type Listener, pause } from './emitter.ts';

/** What WhatsApp Web's halves tell each other. Only what somebody outside may want of it. */
export class BackendEventBus extends Emitter {
  /** Whether everything that came while we were away has been delivered. */
  isOfflineDeliveryEnd = false;

  triggerRefreshQR(): void {
    this.trigger('refresh_qr');
  }

  onRefreshQR(listener: Listener): void {
    this.on('refresh_qr', listener);
  }

  triggerReconnectSocket(): void {
    this.trigger('reconnect_socket');
  }

  onReconnectSocket(listener: Listener): void {
    this.on('reconnect_socket', listener);
  }

  triggerOfflineDeliveryEnd(): void {
    this.isOfflineDeliveryEnd = true;
    this.trigger('offline_delivery_end');
  }

  onOfflineDeliveryEnd(listener: Listener): void {
    this.on('offline_delivery_end', listener);
  }

  onceOfflineDeliveryEnd(listener: Listener): void {
    this.once('offline_delivery_end', listener);
  }

  triggerOfflineDeliveryStateReset(): void {
    this.isOfflineDeliveryEnd = false;
    this.trigger('offline_delivery_state_reset');
  }

  onOfflineDeliveryStateReset(listener: Listener): void {
    this.on('offline_delivery_state_reset', listener);
  }
}

/** After each connect the page catches up, and holds back what it should send until that ends. */
export class OfflineDelivery {
  readonly #bus: BackendEventBus;
  /** The page gives up waiting after this, and sends. */
  readonly #limitMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bus: BackendEventBus, limitMs: number) {
    this.#bus = bus;
    this.#limitMs = limitMs;
  }

  /** Begins to catch up after a time. For null the end never comes. */
  begin(ms: number | null, afterMs: number): void {
    this.stop();
    const start = (): void => {
      this.#bus.triggerOfflineDeliveryStateReset();
      if (ms !== null) this.#timer = setTimeout(() => this.end(), ms);
    };
    if (afterMs === 0) start();
    else this.#timer = setTimeout(start, afterMs);
  }

  /** The connection is gone, and the flag stays as it was. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    this.stop();
    if (!this.#bus.isOfflineDeliveryEnd) this.#bus.triggerOfflineDeliveryEnd();
  }

  isOver(): boolean {
    return this.#bus.isOfflineDeliveryEnd;
  }

  async wait(): Promise<void> {
    if (this.isOver()) return;
    const end = new Promise<void>((resolve) => this.#bus.onceOfflineDeliveryEnd(() => resolve()));
    await Promise.race([end, pause(this.#limitMs)]);
  }
}
