// Loaded into a child of Node before its module: provides Electron's `process.parentPort` of a utility process.
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

class HostParentPort extends EventEmitter {
  constructor() {
    super();
    // Messages wait in the channel until somebody listens; the channel keeps the process alive only from then on.
    this.on('newListener', (event) => {
      if (event === 'message' && this.listenerCount('message') === 0)
        process.on('message', (data) => this.emit('message', { data, ports: [] }));
    });
    // When a parent dies, its helpers end too, as Electron's do.
    process.on('disconnect', () => process.exit(0));
  }
  postMessage(message: unknown): void {
    // The parent may have just died, and then nobody receives the message.
    process.send?.(message, () => undefined);
  }
}

Object.defineProperty(process, 'parentPort', { value: new HostParentPort() as Electron.ParentPort });
