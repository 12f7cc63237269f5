package io.kprofefe.target;

import static io.kprofefe.target.Discovery.reason;
import static io.kprofefe.target.Discovery.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.kprofefe.testing.TestPod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

  private static TestPod at(String... addresses) {
    return TestPod.enabled("shop", "web-0").at(addresses);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "172.16.5.4, 172.16.5.4",
    "192.168.0.9, 192.168.0.9",
    "100.64.0.1, 100.64.0.1",
    "198.18.0.4, 198.18.0.4",
    "8.8.8.8, 8.8.8.8",
    "fd00::7, [fd00:0:0:0:0:0:0:7]",
    "2001:db8::1, [2001:db8:0:0:0:0:0:1]",
    "2001:DB8:0:0:0:0:0:1, [2001:db8:0:0:0:0:0:1]",
  })
  void pod_networks_are_dialled(String address, String host) {
    assertEquals(host, target(at(address)).endpoint().host());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.170.2",
        "192.0.0.192",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "100.100.100.200",
        "168.63.129.16",
        "::",
        "::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "fd00:ec2::254",
        "fd00:ec2:ffff::1",
        "fd20:ce::254",
        "fd00:c1::a9fe:a9fe",
        "::ffff:10.0.0.1",
        "::ffff:a00:1",
        "::10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "0177.0.0.1",
        "010.0.0.1",
        "10.1",
        "10.0.1",
        "167772161",
        "0xa.0.0.1",
        "10.0.0.256",
        "10.0.0.1.",
        " 10.0.0.1",
        "10.0.0.1:80",
        "10.0.0.1@evil",
        "fe80::1%eth0",
        "fd00::7%1",
        "[fd00::7]",
        "fd00:::7",
        "1:2:3:4:5:6:7:8:9",
        "localhost",
        "evil.example",
        "",
        "١٠.0.0.1"
      })
  void what_is_no_pods_address_is_never_dialled(String address) {
    assertEquals(
        "address " + address + " is not dialled: it is no global unicast address of a pod",
        reason(at(address)));
  }

  @Test
  void the_first_address_that_is_allowed_is_taken() {
    assertEquals("10.0.0.1", target(at("10.0.0.1", "fd00::7")).endpoint().host());
    assertEquals("[fd00:0:0:0:0:0:0:7]", target(at("127.0.0.1", "fd00::7")).endpoint().host());
    assertEquals(
        "[fd00:0:0:0:0:0:0:7]",
        target(at("10.0.0.1", "fd00::7"), Rules.withPodCidrs("fd00::/8")).endpoint().host());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 127.0.0.1",
    "10.0.0.0/8, 10.255.0.1",
    "10.1.2.3/32, 10.1.2.3",
    "0.0.0.0/0, 169.254.169.254",
    "10.0.0.0/9, 10.127.255.255",
    "::1/128, ::1",
    "fd00::/8, fd00:ec2::254",
  })
  void a_pod_cidr_is_the_whole_rule_for_what_is_in_it(String block, String address) {
    TargetRules rules = Rules.withPodCidrs("203.0.113.0/24", block);
    assertEquals(
        IpLiteral.parse(address),
        IpLiteral.parse(target(at(address), rules).endpoint().host().replaceAll("[\\[\\]]", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 10.0.0.1",
    "10.0.0.0/9, 10.128.0.0",
    "10.1.2.3/32, 10.1.2.2",
    "0.0.0.0/0, fd00::7",
    "127.0.0.0/8, ::ffff:127.0.0.1",
    "::/0, ::ffff:127.0.0.1",
    "::/0, 10.0.0.1",
  })
  void a_pod_cidr_is_the_whole_rule_for_what_is_not_in_it(String block, String address) {
    assertEquals(
        "address " + address + " is not in --pod-cidr",
        reason(at(address), Rules.withPodCidrs(block)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/",
        "/8",
        "10/8",
        "fd00::/129",
        "fd00::",
        "::ffff:10.0.0.0/104",
        "host/8",
        "10.0.0.0/8/8",
        " 10.0.0.0/8"
      })
  void a_wrong_block_is_told_with_an_example(String text) {
    var wrong = assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
    assertTrue(
        String.valueOf(wrong.getMessage()).startsWith("\"" + text + "\" is no address block"));
    assertTrue(String.valueOf(wrong.getMessage()).contains("10.0.0.0/8 or fd00::/8"));
  }
}
