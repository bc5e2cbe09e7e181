import { Emitter, type Listener, pause } from './emitter.ts';

/** The bus between the two halves of WhatsApp Web, with only the events that the library or the app listens to. */
export class BackendEventBus extends Emitter {
  /** Whether all messages that came while the page was offline have been delivered. */
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

/** After each connect the page catches up, and holds back its outgoing messages until that ends. */
export class OfflineDelivery {
  readonly #bus: BackendEventBus;
  /** After this time the page stops waiting for the end of catching up, and sends. */
  readonly #limitMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(bus: BackendEventBus, limitMs: number) {
    this.#bus = bus;
    this.#limitMs = limitMs;
  }

  /** Begins to catch up after `afterMs`, for `ms`. With null it never ends. */
  begin(ms: number | null, afterMs: number): void {
    this.stop();
    const start = (): void => {
      this.#bus.triggerOfflineDeliveryStateReset();
      if (ms !== null) this.#timer = setTimeout(() => this.end(), ms);
    };
    if (afterMs === 0) start();
    else this.#timer = setTimeout(start, afterMs);
  }

  /** The connection is gone. The flag keeps its value. */
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
