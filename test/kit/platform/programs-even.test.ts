import { holdOnPlatform } from "./hold-programs";

describe("generated programs mean the same over NATS and Redis", () => holdOnPlatform(0, 2));
