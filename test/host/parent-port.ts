// Loaded into a child of Node before its module: Electron's `process.parentPort` in a utility process.
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
    // A parent that died without a word takes its helpers along, as Electron's do.
    process.on('disconnect', () => process.exit(0));
  }
  postMessage(message: unknown): void {
    // Nobody hears it any more where the parent has just died.
    process.send?.(message, () => undefined);
  }
}

Object.defineProperty(process, 'parentPort', { value: new HostParentPort() as Electron.ParentPort });
