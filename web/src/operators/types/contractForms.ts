/** The parts of a definition that are the same for every type, as forms: the API's `Definition`, in words. */

const COUNT = { type: "integer", minimum: 0, maximum: 100_000 };

export const ABOUT = {
  type: "object",
  additionalProperties: false,
  required: ["title", "description", "persona", "tools", "planner"],
  properties: {
    title: {
      type: "string",
      title: "Title",
      minLength: 1,
      maxLength: 120,
      description: "What customers see when they hire.",
    },
    description: { type: "string", title: "Description", maxLength: 1000 },
    persona: {
      type: "string",
      title: "Persona",
      minLength: 1,
      maxLength: 2000,
      description: "Who the agent is, in words for its model.",
    },
    tools: {
      type: "array",
      title: "Allowed tools",
      description: "Names of the catalogue; a star stands for any, such as social.*",
      minItems: 1,
      maxItems: 50,
      items: { type: "string", title: "Tool", minLength: 1, maxLength: 128 },
    },
    planner: {
      type: "object",
      title: "Planner",
      required: ["kind"],
      additionalProperties: false,
      properties: {
        kind: {
          title: "Who plans",
          oneOf: [
            { const: "model", title: "A model" },
            { const: "deterministic", title: "Fixed steps, without a model" },
          ],
        },
        output_tokens: {
          type: ["integer", "null"],
          title: "Most tokens of an answer",
          minimum: 100,
          maximum: 16_000,
        },
        temperature: { type: ["number", "null"], title: "Temperature", minimum: 0, maximum: 2 },
      },
    },
  },
};

const FREQUENCIES = { type: "string", enum: ["daily", "weekly", "monthly", "on_demand"] };

export const GOAL = {
  type: "object",
  required: [
    "goal_template_id",
    "title",
    "description",
    "frequencies",
    "default_frequency",
    "skill_binding",
    "deliverables",
  ],
  additionalProperties: false,
  properties: {
    goal_template_id: {
      type: "string",
      title: "Id",
      description: "Small letters, digits and _; it stays for all versions.",
      pattern: "^[a-z][a-z0-9_]{0,63}$",
    },
    title: { type: "string", title: "Title", minLength: 1, maxLength: 120 },
    description: { type: "string", title: "Description", maxLength: 1000 },
    frequencies: {
      type: "array",
      title: "Frequencies",
      minItems: 1,
      maxItems: 4,
      uniqueItems: true,
      items: FREQUENCIES,
    },
    default_frequency: { ...FREQUENCIES, title: "Usual frequency" },
    skill_binding: {
      type: "string",
      title: "Skill",
      maxLength: 64,
      minLength: 1,
      description: "What drafts its deliverables.",
    },
    deliverables: { type: "string", title: "Deliverables", enum: ["post", "trade", "report"] },
  },
};

/** Who is asked, and for how long, is a part of its own. */
export const RULES = {
  type: "object",
  additionalProperties: false,
  required: ["trial", "rate_limit_rpm", "retention_days"],
  properties: {
    trial: {
      type: "object",
      title: "Trial",
      required: ["days"],
      additionalProperties: false,
      properties: {
        days: {
          type: "integer",
          title: "Days",
          minimum: 0,
          maximum: 365,
          description: "0: there is no trial.",
        },
        caps: {
          type: "object",
          title: "What a trial may use",
          additionalProperties: false,
          properties: {
            actions: { ...COUNT, type: ["integer", "null"], title: "Actions" },
            goal_runs: { ...COUNT, type: ["integer", "null"], title: "Goal runs" },
          },
        },
      },
    },
    budget_cents: {
      type: ["integer", "null"],
      title: "Budget a month, in cents",
      description: "Empty: no limit.",
      minimum: 0,
      maximum: 100_000_000,
    },
    rate_limit_rpm: { type: "integer", title: "Calls a minute", minimum: 1, maximum: 6000 },
    retention_days: { type: "integer", title: "Days kept after the end", minimum: 0, maximum: 3650 },
    risk_limits: {
      type: "array",
      title: "Risk limits",
      description: "What an argument of a tool may be at most.",
      maxItems: 50,
      items: {
        type: "object",
        title: "Limit",
        required: ["tool", "pointer", "max"],
        additionalProperties: false,
        properties: {
          tool: { type: "string", title: "Tool", minLength: 1, maxLength: 128 },
          pointer: {
            type: "string",
            title: "Argument",
            description: "A JSON pointer; * is every element of a list.",
            pattern: "^/",
            maxLength: 200,
          },
          max: { type: "number", title: "At most", minimum: 0 },
        },
      },
    },
    fx: {
      type: ["object", "null"],
      title: "Rate of exchange",
      required: ["version", "usd_inr"],
      additionalProperties: false,
      properties: {
        version: { type: "string", title: "Version", minLength: 1, maxLength: 32 },
        usd_inr: {
          type: "string",
          title: "Rupees to the dollar",
          pattern: "^[1-9][0-9]{0,5}(\\.[0-9]{1,8})?$",
        },
      },
    },
  },
};
