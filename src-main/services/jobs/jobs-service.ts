import type { Job, QueueState } from '#shared/contract/jobs.ts';
import type { ServiceContext } from '../session/session.ts';

/** Shows and steers the queue of the open study. Each method throws NO_STUDY_OPEN without one. */
export class JobsService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  list(input: { limit: number }): { queue: QueueState; jobs: Job[] } {
    const { queue } = this.#context.session();
    return { queue: queue.state(), jobs: queue.list(input.limit) };
  }

  get(input: { jobId: number }): Job {
    return this.#context.session().queue.get(input.jobId);
  }

  pause(): QueueState {
    return this.#context.session().queue.pause();
  }

  resume(): QueueState {
    return this.#context.session().queue.resume();
  }

  cancel(input: { jobIds?: number[] | undefined }): QueueState {
    return this.#context.session().queue.cancel(input.jobIds);
  }

  retry(input: { jobIds?: number[] | undefined }): QueueState {
    return this.#context.session().queue.retry(input.jobIds);
  }
}
