package io.perennial.event;

/**
 * An Ed25519 signature (RFC 8032).
 *
 * @param key id of the key that signed
 * @param value Base64
 */
public record Signature(String key, String value) {}
