// The customers' side: requests made, read and cancelled through the REST interface.
import type { Server } from './server';

export type Kind =
  | 'new_request'
  | 'inbound_call'
  | 'inbound_chat'
  | 'call_me_back'
  | 'scheduled_by_agent'
  | 'scheduled_by_customer';

export interface CustomerRequest {
  id: string;
  kind: Kind;
  state: string;
  created_at: string;
  agent: { id: string; name: string; email: string } | null;
}

/** What a customer, or a colleague of theirs, may say of a request beyond its kind. */
export interface Wish {
  customer?: { name?: string; phone?: string; locale?: string; time_zone?: string };
  message?: string;
  /** 0 to 9, the higher one first. */
  priority?: number;
  scheduledAt?: Date;
  /** The e-mail of the agent who planned it. */
  owner?: string;
}

export class Intake {
  constructor(private readonly server: Server) {}

  newRequest(customer: string): Promise<CustomerRequest> {
    return this.create('new_request', customer);
  }

  create(kind: Kind, customer: string): Promise<CustomerRequest> {
    return this.ask(kind, {
      customer: { name: customer, phone: '+34600123456' },
      ...(kind === 'inbound_chat' ? { message: `${customer} would like to know more` } : {}),
    });
  }

  /** A request that says what is given here and nothing else. */
  ask(kind: Kind, { scheduledAt, ...wish }: Wish): Promise<CustomerRequest> {
    return this.call('POST', '/requests', {
      kind,
      team: 'Sales',
      ...wish,
      ...(scheduledAt ? { scheduled_at: scheduledAt.toISOString() } : {}),
    });
  }

  schedule(
    kind: 'scheduled_by_agent' | 'scheduled_by_customer',
    customer: string,
    due: Date,
    { owner, zone }: { owner?: string; zone?: string } = {},
  ): Promise<CustomerRequest> {
    return this.ask(kind, {
      customer: { name: customer, phone: '+34600123456', ...(zone ? { time_zone: zone } : {}) },
      scheduledAt: due,
      ...(owner ? { owner } : {}),
    });
  }

  read(request: CustomerRequest): Promise<CustomerRequest> {
    return this.call('GET', `/requests/${request.id}`);
  }

  cancel(request: CustomerRequest): Promise<CustomerRequest> {
    return this.call('POST', `/requests/${request.id}/cancel`);
  }

  private async call(method: string, path: string, body?: object): Promise<CustomerRequest> {
    const response = await fetch(`${this.server.origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.server.apiKey}`,
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    }
    return (await response.json()) as CustomerRequest;
  }
}
