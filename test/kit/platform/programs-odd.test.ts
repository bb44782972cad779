import { holdOnPlatform } from "./hold-programs";

describe("generated programs mean the same over NATS and Redis", () => holdOnPlatform(1, 2));
