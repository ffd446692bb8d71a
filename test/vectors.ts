/** The published example keys: made for documents and tests, they open nothing. */
export const credentials = {
  accessKey: "AKIDEXAMPLE0000000A1",
  secretKey: "EXAMPLEsecretEXAMPLEsecretEXAMPLEsecret1",
};
export const timestamp = 1505290625682;

/** Method, path with query, and signature with the example keys at the example timestamp. */
export const knownAnswers: [method: string, target: string, signature: string][] = [
  ["GET", "/photos/puppy.jpg?query1=&query2", "KAdLiT6VB5g14JFxdHmJpI4ZiflAGeqctR2DXe0nQ3g="],
  [
    "GET",
    "/vserver/v2/getServerInstanceList?regionCode=KR&responseFormatType=json",
    "DrD4L+wIfkNrtQHnQ6SHucjeMxfH8rVwNeatp/Qn8/g=",
  ],
  ["POST", "/sms/v2/services/ncp:sms:kr:000000000000:demo/messages", "I/djZUvvo5kRAzZn1MLNgCp/UwCyImVr/RE46EpQblg="],
  ["DELETE", "/api/v1/things/%ED%95%9C%EA%B8%80%20a%2Fb", "JJs9PnLdiyG+cXK9QegpJhu9H/XHPKSQWnQdc4L2HdI="],
  ["GET", "/api/v1/search?q=%ED%95%9C%EA%B8%80&b=2&a=1", "8HPq+iiLhLKkoqRYYrO/wNKx9rgsHSLmcs3h1xGYy4U="],
];

// No Buffer: the suite of test/runtimes reads this file where there is none.
const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0).toString(16)).join("");

/** RFC 4231, section 4: key, data and digest in hex. Case 5 publishes the first 128 bits only. */
export const rfc4231: [name: string, key: string, data: string, digest: string][] = [
  ["1", "0b".repeat(20), ascii("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    "2: key shorter than the digest",
    ascii("Jefe"),
    ascii("what do ya want for nothing?"),
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
  [
    "3: key and data longer than 64 bytes together",
    "aa".repeat(20),
    "dd".repeat(50),
    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
  ],
  [
    "4: a key of 25 bytes",
    "0102030405060708090a0b0c0d0e0f10111213141516171819",
    "cd".repeat(50),
    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  ],
  ["5: truncated output", "0c".repeat(20), ascii("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"],
  [
    "6: key longer than a block",
    "aa".repeat(131),
    ascii("Test Using Larger Than Block-Size Key - Hash Key First"),
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
  [
    "7: key and data longer than a block",
    "aa".repeat(131),
    ascii(
      "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.",
    ),
    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  ],
];
