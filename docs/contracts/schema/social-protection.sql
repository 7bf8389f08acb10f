-- DataFolder.Format 3

CREATE TABLE "access_log" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_access_log" PRIMARY KEY AUTOINCREMENT,
    "person_id" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "institution" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "case" TEXT NOT NULL,
    "answered" INTEGER NOT NULL
);


CREATE TABLE "idempotent_answers" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "location" TEXT NULL,
    "body" TEXT NULL,
    "answered_at" TEXT NOT NULL,
    CONSTRAINT "pk_idempotent_answers" PRIMARY KEY ("caller", "key")
);


CREATE TABLE "inbox" (
    "message_id" TEXT NOT NULL CONSTRAINT "pk_inbox" PRIMARY KEY,
    "consumed_at" TEXT NOT NULL
);


CREATE TABLE "outbox" (
    "message_id" TEXT NOT NULL CONSTRAINT "pk_outbox" PRIMARY KEY,
    "message_type" TEXT NOT NULL,
    "destination" TEXT NULL,
    "body" TEXT NOT NULL,
    "trace_parent" TEXT NULL,
    "due_at" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "parked_at" TEXT NULL,
    "parked_reason" TEXT NULL
);


CREATE TABLE "persons" (
    "id" TEXT NOT NULL CONSTRAINT "pk_persons" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "born" TEXT NOT NULL
);


CREATE TABLE "certificate" (
    "number" TEXT NOT NULL CONSTRAINT "pk_certificate" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "degree" INTEGER NULL,
    "valid_from" TEXT NOT NULL,
    "valid_until" TEXT NOT NULL,
    CONSTRAINT "fk_certificate_persons_person_id" FOREIGN KEY ("person_id") REFERENCES "persons" ("id") ON DELETE CASCADE
);


CREATE INDEX "ix_access_log_person_id_id" ON "access_log" ("person_id", "id");


CREATE INDEX "ix_certificate_person_id" ON "certificate" ("person_id");


CREATE INDEX "ix_idempotent_answers_answered_at" ON "idempotent_answers" ("answered_at");


CREATE INDEX "ix_inbox_consumed_at" ON "inbox" ("consumed_at");


CREATE INDEX "ix_outbox_due_at" ON "outbox" ("due_at") WHERE parked_at IS NULL;
