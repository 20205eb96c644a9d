/**
 * How a service tells and hears facts, so that none is lost and none counts twice.
 *
 * <h2>Telling</h2>
 *
 * A database change and the fact that tells of it are one transaction: {@link io.perennial.messaging.Outbox#tell} writes
 * a row, {@link io.perennial.messaging.OutboxRelay} sends it once the transaction has committed.
 *
 * <h2>Hearing</h2>
 *
 * A listener is one line; it passes the record to the {@link io.perennial.messaging.Inbox} and names the subject's own
 * method:
 *
 * <pre>{@code
 * @Incoming("cohort-published")
 * @Blocking
 * void onCohortPublished(ConsumerRecord<String, String> record) {
 *     inbox.hear(record, CohortPublished.class, expansions::onCohortPublished);
 * }
 * }</pre>
 *
 * with two lines of configuration, everything else being a default of this library:
 *
 * <pre>{@code
 * mp.messaging.incoming.cohort-published.topic=perennial.cohort-published.v1
 * mp.messaging.incoming.cohort-published.dead-letter-queue.topic=perennial.cohort-published.v1.dead-letter
 * }</pre>
 *
 * <ul>
 *   <li>A message that cannot be understood goes to the dead-letter topic at once, with the reason in its
 *       {@code dead-letter-reason} header, and the partition moves on.
 *   <li>Every other failure is tried again, in place, in order, with growing pauses up to half a minute, for as long as it
 *       lasts: a database that is away loses nothing. The listener needs no {@code @Retry} of its own.
 *   <li>A repeated message (same {@code ce_id}) is acknowledged and otherwise ignored.
 *   <li>{@code @Blocking} keeps the order of a channel. Work longer than a second leaves the listener: it stores a job, which
 *       a thread of its own does.
 *   <li>A service whose inbox holds nothing of a topic reads that topic from its beginning, whatever its consumer group
 *       has committed, so that an empty database and full topics lead to the same state.
 * </ul>
 */
@NullMarked
package io.perennial.messaging;

import org.jspecify.annotations.NullMarked;
