-- DataFolder.Format 5

CREATE TABLE "accounts" (
    "owner" TEXT NOT NULL CONSTRAINT "pk_accounts" PRIMARY KEY,
    "balance" TEXT NOT NULL,
    "short_at" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "commodities" (
    "code" TEXT NOT NULL CONSTRAINT "pk_commodities" PRIMARY KEY,
    "unit" TEXT NULL,
    "description" TEXT NOT NULL
);


CREATE TABLE "declarations" (
    "mrn" TEXT NOT NULL CONSTRAINT "pk_declarations" PRIMARY KEY,
    "declarant_id" TEXT NOT NULL,
    "person_id" TEXT NULL,
    "persons" TEXT NOT NULL,
    "functional_reference_id" TEXT NOT NULL,
    "declarant_name" TEXT NULL,
    "type" TEXT NOT NULL,
    "procedure_code" TEXT NOT NULL,
    "goods_item_count" INTEGER NOT NULL,
    "customs_office" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "status_since" TEXT NOT NULL,
    "lane" INTEGER NULL,
    "lodged_at" TEXT NOT NULL,
    "lodged_on" TEXT NOT NULL,
    "accepted_at" TEXT NULL,
    "released_at" TEXT NULL,
    "seconds_to_release" INTEGER NULL,
    "customs_value" TEXT NULL,
    "chapter" TEXT NULL,
    "assessment" TEXT NULL,
    "risk" TEXT NULL,
    "confirmations" TEXT NOT NULL,
    "paid_revision" INTEGER NOT NULL,
    "missing_documents" TEXT NOT NULL,
    "documents_deadline" TEXT NULL,
    "decisions" TEXT NOT NULL,
    "notification_count" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "documents" (
    "id" TEXT NOT NULL CONSTRAINT "pk_documents" PRIMARY KEY,
    "mrn" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "uploaded_at" TEXT NOT NULL,
    "content" BLOB NOT NULL
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


CREATE TABLE "revenue_entries" (
    "mrn" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "charge" TEXT NOT NULL,
    "amount" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    CONSTRAINT "pk_revenue_entries" PRIMARY KEY ("mrn", "revision", "kind", "charge")
);


CREATE TABLE "tariff_editions" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_tariff_editions" PRIMARY KEY AUTOINCREMENT,
    "imported_at" TEXT NOT NULL,
    "rows" INTEGER NOT NULL
);


CREATE TABLE "tariff_rates" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "percent" TEXT NOT NULL,
    CONSTRAINT "pk_tariff_rates" PRIMARY KEY ("code", "name")
);


CREATE TABLE "usage_checkpoints" (
    "seq" INTEGER NOT NULL CONSTRAINT "pk_usage_checkpoints" PRIMARY KEY,
    "hash" BLOB NOT NULL,
    "at" TEXT NOT NULL,
    "signature" BLOB NOT NULL
);


CREATE TABLE "usage_log" (
    "seq" INTEGER NOT NULL CONSTRAINT "pk_usage_log" PRIMARY KEY,
    "at" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "institution" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "is_system" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "case" TEXT NOT NULL,
    "fields" TEXT NOT NULL,
    "answered" INTEGER NOT NULL,
    "is_bulk" INTEGER NOT NULL,
    "hash" BLOB NOT NULL
);


CREATE TABLE "account_entries" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_account_entries" PRIMARY KEY AUTOINCREMENT,
    "owner" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    CONSTRAINT "fk_account_entries_accounts_owner" FOREIGN KEY ("owner") REFERENCES "accounts" ("owner") ON DELETE CASCADE
);


CREATE TABLE "notifications" (
    "mrn" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "reason" TEXT NULL,
    "remark" TEXT NULL,
    "amount" TEXT NULL,
    "deadline" TEXT NULL,
    CONSTRAINT "pk_notifications" PRIMARY KEY ("mrn", "sequence"),
    CONSTRAINT "fk_notifications_declarations_mrn" FOREIGN KEY ("mrn") REFERENCES "declarations" ("mrn") ON DELETE CASCADE
);


CREATE UNIQUE INDEX "ix_account_entries_owner_kind_reference_revision" ON "account_entries" ("owner", "kind", "reference", "revision");


CREATE INDEX "ix_declarations_customs_value" ON "declarations" ("customs_value");


CREATE INDEX "ix_declarations_declarant_id_lodged_at" ON "declarations" ("declarant_id", "lodged_at");


CREATE UNIQUE INDEX "ix_declarations_functional_reference_id_declarant_id" ON "declarations" ("functional_reference_id", "declarant_id");


CREATE INDEX "ix_declarations_lane_lodged_at" ON "declarations" ("lane" DESC, "lodged_at");


CREATE INDEX "ix_declarations_lodged_at" ON "declarations" ("lodged_at");


CREATE INDEX "ix_declarations_lodged_on_lane_status_seconds_to_release_chapter_customs_value" ON "declarations" ("lodged_on", "lane", "status", "seconds_to_release", "chapter", "customs_value");


CREATE INDEX "ix_declarations_status_lodged_at" ON "declarations" ("status", "lodged_at");


CREATE INDEX "ix_documents_mrn" ON "documents" ("mrn");


CREATE INDEX "ix_idempotent_answers_answered_at" ON "idempotent_answers" ("answered_at");


CREATE INDEX "ix_inbox_consumed_at" ON "inbox" ("consumed_at");


CREATE INDEX "ix_outbox_due_at" ON "outbox" ("due_at") WHERE parked_at IS NULL;


CREATE INDEX "ix_revenue_entries_day_charge" ON "revenue_entries" ("day", "charge");


CREATE INDEX "ix_usage_log_person_id_seq" ON "usage_log" ("person_id", "seq");
