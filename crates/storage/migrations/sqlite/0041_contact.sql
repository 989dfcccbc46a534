-- By what a customer is known again. Written once with the request, which keeps its customer.
ALTER TABLE request ADD COLUMN customer_phone TEXT;
ALTER TABLE request ADD COLUMN customer_email TEXT;

UPDATE request
SET customer_phone = json_extract(body, '$.customer.phone'),
    customer_email = lower(json_extract(body, '$.customer.email'));

CREATE INDEX request_by_phone ON request (desk_id, customer_phone) WHERE customer_phone IS NOT NULL;
CREATE INDEX request_by_email ON request (desk_id, customer_email) WHERE customer_email IS NOT NULL;
