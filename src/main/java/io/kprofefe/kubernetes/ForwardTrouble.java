package io.kprofefe.kubernetes;

import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.kprofefe.kubernetes.UpgradeRefusal.NotSwitched;
import java.io.IOException;

/** Why the API server does not forward to a pod of this namespace, in words. */
record ForwardTrouble(ApiServer api, String namespace) {

  private static final int UNAUTHORIZED = 401;

  IOException of(Throwable failure) {
    return switch (failure) {
      case NotSwitched refused -> refused(refused);
      case WebSocketHandshakeException unknown when unknown.getResponse().code() == UNAUTHORIZED ->
          new ForwardRefused(
              true,
              api + " answers 401: the token or certificate it was sent is wrong or has expired",
              unknown);
      case TokenFile.Unreadable nothingToShow ->
          new ForwardRefused(
              false,
              "nothing to show to " + api + ": " + nothingToShow.getMessage(),
              nothingToShow);
      case IOException lost when TlsTrouble.isLasting(lost) ->
          new ForwardRefused(false, api + " cannot be trusted; see --certificate-authority", lost);
      case IOException lost -> lost;
      default -> new IOException(failure);
    };
  }

  private ForwardRefused refused(NotSwitched refused) {
    Refusal refusal = refused.refusal();
    return switch (refusal.code()) {
      case 403 -> new ForwardRefused(true, forbidden(refusal), refused);
      case 404 ->
          new ForwardRefused(
              false, "the pod is gone: " + api + " answers " + refusal.shown(), refused);
      default ->
          new ForwardRefused(
              false, api + " does not forward to the pod: it answers " + refusal.shown(), refused);
    };
  }

  /** The authorizer's message names who may not; another one, of an admission's, tells itself. */
  private String forbidden(Refusal refusal) {
    return refusal
        .user()
        .map(user ->
            user
                + " may not forward ports of pods in namespace "
                + namespace
                + ": needs get and create on pods/portforward there, see rbac/")
        .orElse(api + " does not forward to the pod: it answers " + refusal.shown());
  }
}
