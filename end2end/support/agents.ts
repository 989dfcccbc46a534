// The people of the demo desk.
export interface Agent {
  name: string;
  email: string;
}

export const ana: Agent = { name: 'Ana Torres', email: 'ana@demo.example' };
export const ben: Agent = { name: 'Ben Okafor', email: 'ben@demo.example' };
export const sam: Agent = { name: 'Sam Rivera', email: 'sam@demo.example' };
export const demoPassword = 'ring-the-bell';
