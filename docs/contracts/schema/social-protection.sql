-- DataFolder.Format 5

CREATE TABLE "application_documents" (
    "id" TEXT NOT NULL CONSTRAINT "pk_application_documents" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "uploaded_at" TEXT NOT NULL,
    "content" BLOB NOT NULL
);


CREATE TABLE "applications" (
    "number" TEXT NOT NULL CONSTRAINT "pk_applications" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "answers" TEXT NOT NULL,
    "submitted_at" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "missing_documents" TEXT NOT NULL,
    "documents_deadline" TEXT NULL,
    "appeal_until" TEXT NULL,
    "benefit_number" TEXT NULL,
    "steps" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "benefit_payments" (
    "benefit_number" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "amount" TEXT NOT NULL,
    "paid_on" TEXT NOT NULL,
    CONSTRAINT "pk_benefit_payments" PRIMARY KEY ("benefit_number", "month")
);


CREATE TABLE "consents" (
    "id" TEXT NOT NULL CONSTRAINT "pk_consents" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "institution" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "given_at" TEXT NOT NULL,
    "valid_until" TEXT NOT NULL,
    "withdrawn_at" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "contributions" (
    "person_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "employer_id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "earnings" TEXT NOT NULL,
    "insured_share" TEXT NOT NULL,
    "employer_share" TEXT NOT NULL,
    CONSTRAINT "pk_contributions" PRIMARY KEY ("person_id", "month", "employer_id")
);


CREATE TABLE "corrections" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_corrections" PRIMARY KEY AUTOINCREMENT,
    "person_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "employment_id" TEXT NULL,
    "before" TEXT NULL,
    "after" TEXT NULL,
    "reason" TEXT NOT NULL,
    "officer" TEXT NOT NULL,
    "at" TEXT NOT NULL
);


CREATE TABLE "employers" (
    "id" TEXT NOT NULL CONSTRAINT "pk_employers" PRIMARY KEY,
    "name" TEXT NOT NULL
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
    "insurance_number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "latin_name" TEXT NULL,
    "father_name" TEXT NULL,
    "sex" TEXT NOT NULL,
    "born" TEXT NOT NULL,
    "search_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "reports" (
    "employer_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "due" TEXT NOT NULL,
    "paid" TEXT NOT NULL,
    "is_paid" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "received_at" TEXT NOT NULL,
    "payments" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_reports" PRIMARY KEY ("employer_id", "month")
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


CREATE TABLE "benefits" (
    "number" TEXT NOT NULL CONSTRAINT "pk_benefits" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NULL,
    "monthly_amount" TEXT NOT NULL,
    "ended" TEXT NULL,
    CONSTRAINT "fk_benefits_persons_person_id" FOREIGN KEY ("person_id") REFERENCES "persons" ("id") ON DELETE CASCADE
);


CREATE TABLE "certificates" (
    "number" TEXT NOT NULL CONSTRAINT "pk_certificates" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "degree" INTEGER NULL,
    "valid_from" TEXT NOT NULL,
    "valid_until" TEXT NOT NULL,
    CONSTRAINT "fk_certificates_persons_person_id" FOREIGN KEY ("person_id") REFERENCES "persons" ("id") ON DELETE CASCADE
);


CREATE TABLE "employments" (
    "id" TEXT NOT NULL CONSTRAINT "pk_employments" PRIMARY KEY,
    "person_id" TEXT NOT NULL,
    "employer_id" TEXT NOT NULL,
    "occupation" TEXT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NULL,
    CONSTRAINT "fk_employments_persons_person_id" FOREIGN KEY ("person_id") REFERENCES "persons" ("id") ON DELETE CASCADE
);


CREATE INDEX "ix_application_documents_number" ON "application_documents" ("number");


CREATE INDEX "ix_applications_person_id_submitted_at" ON "applications" ("person_id", "submitted_at");


CREATE INDEX "ix_applications_status_submitted_at" ON "applications" ("status", "submitted_at");


CREATE INDEX "ix_benefits_person_id" ON "benefits" ("person_id");


CREATE INDEX "ix_certificates_person_id" ON "certificates" ("person_id");


CREATE INDEX "ix_consents_person_id_institution_question_purpose" ON "consents" ("person_id", "institution", "question", "purpose");


CREATE INDEX "ix_contributions_employer_id_month" ON "contributions" ("employer_id", "month");


CREATE INDEX "ix_corrections_person_id" ON "corrections" ("person_id");


CREATE INDEX "ix_employments_employer_id" ON "employments" ("employer_id");


CREATE INDEX "ix_employments_person_id" ON "employments" ("person_id");


CREATE INDEX "ix_idempotent_answers_answered_at" ON "idempotent_answers" ("answered_at");


CREATE INDEX "ix_inbox_consumed_at" ON "inbox" ("consumed_at");


CREATE INDEX "ix_outbox_due_at" ON "outbox" ("due_at") WHERE parked_at IS NULL;


CREATE INDEX "ix_persons_born" ON "persons" ("born");


CREATE UNIQUE INDEX "ix_persons_insurance_number" ON "persons" ("insurance_number");


CREATE INDEX "ix_persons_search_name" ON "persons" ("search_name");


CREATE INDEX "ix_usage_log_person_id_seq" ON "usage_log" ("person_id", "seq");
