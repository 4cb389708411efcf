import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';

/** Whether the process is about to stop: what comes is still answered, but nothing new is to be sent to it. */
@Injectable()
export class Draining {
  private hasBegun = false;

  get isUnderWay(): boolean {
    return this.hasBegun;
  }

  /** Tells load balancers, by its readiness and by closing connections, and waits until they have heard of it. */
  async begin(milliseconds: number): Promise<void> {
    this.hasBegun = true;
    await pause(milliseconds);
  }
}
